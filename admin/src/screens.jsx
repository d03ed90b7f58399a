// Every screen but the editors: loads the one that the page is for, and nothing of the others.
import { createRoot } from '@wordpress/element';
import { boot } from './boot.js';
import { Appearance } from './shell/appearance.jsx';
import { Boundary } from './shell/screen.jsx';

const screens = {
  'all-settings': () => import('./screens/all-settings.jsx'),
  audit: () => import('./screens/audit.jsx'),
  authorize: () => import('./screens/authorize.jsx'),
  'personal-data': () => import('./screens/personal-data.jsx'),
  comments: () => import('./screens/comments.jsx'),
  cron: () => import('./screens/cron.jsx'),
  customize: () => import('./screens/customize.jsx'),
  dashboard: () => import('./screens/dashboard.jsx'),
  export: () => import('./screens/export.jsx'),
  import: () => import('./screens/import.jsx'),
  licences: () => import('./screens/licences.jsx'),
  mail: () => import('./screens/mail.jsx'),
  media: () => import('./screens/media.jsx'),
  members: () => import('./screens/members.jsx'),
  menus: () => import('./screens/menus.jsx'),
  'network-health': () => import('./screens/network-health.jsx'),
  'network-jobs': () => import('./screens/network-jobs.jsx'),
  'network-promotions': () => import('./screens/network-promotions.jsx'),
  'network-site': () => import('./screens/network-site.jsx'),
  'network-users': () => import('./screens/network-users.jsx'),
  'new-site': () => import('./screens/new-site.jsx'),
  'new-user': () => import('./screens/new-user.jsx'),
  posts: () => import('./screens/posts.jsx'),
  profile: () => import('./screens/profile.jsx'),
  promotions: () => import('./screens/promotions.jsx'),
  settings: () => import('./screens/settings.jsx'),
  'site-health': () => import('./screens/site-health.jsx'),
  sites: () => import('./screens/sites.jsx'),
  terms: () => import('./screens/terms.jsx'),
  themes: () => import('./screens/themes.jsx'),
  tools: () => import('./screens/tools.jsx'),
  users: () => import('./screens/users.jsx'),
  widgets: () => import('./screens/widgets.jsx'),
};

const { default: Shown } = await screens[boot.screen.name]();
createRoot(document.getElementById('screen')).render(
  <Appearance>
    <Boundary>
      <Shown />
    </Boundary>
  </Appearance>
);
