// `themes.php`: what the site can look like.
import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { may, screen } from '../shell/address.js';
import { LinkButton, Screen } from '../shell/screen.jsx';
import { get, useLoaded } from '../shell/rest.js';

export default function Themes() {
  const { data: themes, error } = useLoaded(() => get('/wp/v2/themes'), []);
  const shown = [...(themes ?? [])].sort((one, other) => (other.status === 'active') - (one.status === 'active'));
  return (
    <Screen wide title={__('Themes')}>
      {error && <p role="alert">{error.message}</p>}
      <ul className="themes">
        {shown.map((theme) => (
          <Theme key={theme.stylesheet} theme={theme} />
        ))}
      </ul>
    </Screen>
  );
}

/** The address that makes a theme the site's, with its proof that it is meant: the server wrote it into the page. */
const activation = (stylesheet) => boot.screen.activate?.[stylesheet];

function Theme({ theme }) {
  const isActive = theme.status === 'active';
  return (
    <li className={`theme ${isActive ? 'active' : ''}`} data-slug={theme.stylesheet}>
      <div className="theme__picture" aria-hidden="true">
        {theme.screenshot ? <img src={theme.screenshot} alt="" loading="lazy" /> : <span>{theme.name.rendered.slice(0, 1)}</span>}
      </div>
      <h2>
        {isActive && <span className="soft">{__('Active:')} </span>}
        {theme.name.rendered} <span className="soft">{theme.version}</span>
      </h2>
      <p className="soft">{theme.description.rendered}</p>
      <div className="screen__actions">
        {isActive && may('edit_theme_options') && <LinkButton href={screen(theme.is_block_theme ? 'site-editor.php' : 'customize.php')}>{__('Customize')}</LinkButton>}
        {!isActive && activation(theme.stylesheet) && (
          <Button __next40pxDefaultSize variant="primary" href={activation(theme.stylesheet)}>
            {__('Activate')}
          </Button>
        )}
      </div>
    </li>
  );
}
