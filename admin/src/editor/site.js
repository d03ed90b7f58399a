// `/wp-admin/site-editor.php`: templates, parts, navigation and styles.
import * as editSite from '@wordpress/edit-site';
import { boot, wp } from './boot.js';

wp.editSite = editSite;
wp.domReady(() => {
  editSite.initializeEditor('site-editor', boot.settings);
});
