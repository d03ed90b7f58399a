// The roles of a site, as WordPress names them.
import { __ } from '@wordpress/i18n';

export const ROLES = [
  { value: 'subscriber', label: __('Subscriber') },
  { value: 'contributor', label: __('Contributor') },
  { value: 'author', label: __('Author') },
  { value: 'editor', label: __('Editor') },
  { value: 'administrator', label: __('Administrator') },
];

export const roleName = (name) => ROLES.find(({ value }) => value === name)?.label ?? name;
