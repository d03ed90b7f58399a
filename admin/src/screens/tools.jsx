// `tools.php`: what can be done with the whole site.
import { __ } from '@wordpress/i18n';
import { may, screen } from '../shell/address.js';
import { Card, LinkButton, Screen } from '../shell/screen.jsx';

export default function Tools() {
  const tools = [
    ['import', 'import.php', __('Import'), __('The content of a WordPress site, from its export file.')],
    ['export', 'export.php', __('Export'), __('Everything written here, as a file that WordPress and this host can read.')],
    ['manage_options', 'site-health.php', __('Site Health'), __('Whether all is well with this site, and what could be better.')],
    ['manage_options', 'cron.php', __('Cron Events'), __('What this site does by itself, and whether it did so in time.')],
    ['manage_options', 'mail.php', __('Outbox'), __('The letters of this site and what became of them.')],
    ['manage_options', 'audit-log.php', __('Audit Log'), __('Who did what here, when, and from where.')],
    ['manage_options', 'export-personal-data.php', __('Export Personal Data'), __('All that is kept about a person, as a file for that person.')],
    ['manage_options', 'erase-personal-data.php', __('Erase Personal Data'), __('Takes a person out of what is kept here.')],
  ];
  return (
    <Screen title={__('Tools')}>
      {tools.filter(([needs]) => may(needs)).map(([, file, title, text]) => (
        <Card key={file} title={title}>
          <p>{text}</p>
          <LinkButton variant="secondary" href={screen(file)}>{title}</LinkButton>
        </Card>
      ))}
    </Screen>
  );
}
