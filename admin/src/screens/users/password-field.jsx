// A password in the open, so that it can be handed on, with how good it is.
import { Button, TextControl, __experimentalHStack as HStack } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { generated, strength } from './password.js';

const WORDS = [__('Very weak'), __('Weak'), __('Medium'), __('Good'), __('Strong')];

export function PasswordField({ value, onChange, label = __('Password') }) {
  const level = strength(value);
  return (
    <div className="password">
      <HStack alignment="bottom" spacing={2} wrap>
        <div className="password__input">
          <TextControl __next40pxDefaultSize label={label} autoComplete="new-password" spellCheck={false} value={value} onChange={onChange} />
        </div>
        <Button __next40pxDefaultSize variant="secondary" onClick={() => onChange(generated())}>
          {__('Generate password')}
        </Button>
      </HStack>
      {value && (
        <p className={`password__strength password__strength--${level}`} aria-live="polite">
          <meter min="0" max="4" value={level} aria-hidden="true" /> {WORDS[level]}
        </p>
      )}
    </div>
  );
}
