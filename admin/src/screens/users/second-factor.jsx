// The second step at every login: a code of an app, set up with a picture that the app reads.
import { Button, Notice, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { encode } from 'uqr';
import { useNotices } from '../../shell/notices.jsx';
import { create, get, remove, useLoaded } from '../../shell/rest.js';
import { Card } from '../../shell/screen.jsx';

export function SecondFactor({ id }) {
  const address = `/platen/v1/users/${id}/second-factor`;
  const { data: factor, reload } = useLoaded(() => get(address), [address]);
  const [enrolment, setEnrolment] = useState();
  const [codes, setCodes] = useState();
  const { attempt } = useNotices();
  const begin = () => attempt(async () => setEnrolment(await create(address)));
  const confirm = (code) =>
    attempt(async () => {
      setCodes((await create(`${address}/confirm`, { code })).recovery_codes);
      setEnrolment(undefined);
      await reload();
    }, __('Two-factor authentication is on.'));
  const renew = () =>
    attempt(async () => {
      setCodes((await create(`${address}/recovery-codes`)).recovery_codes);
      await reload();
    });
  const end = () =>
    attempt(async () => {
      await remove(address);
      setCodes(undefined);
      await reload();
    }, __('Two-factor authentication is off.'));
  if (!factor) {
    return null;
  }
  return (
    <Card title={__('Two-Factor Authentication')}>
      <VStack spacing={4}>
        <p className="soft">{__('A code from an app on your phone besides your password: whoever learns the password alone gets nowhere.')}</p>
        {codes && <RecoveryCodes codes={codes} />}
        {factor.enabled && (
          <>
            <p>{sprintf(/* translators: %d: number of codes */ _n('It is on. %d recovery code is left.', 'It is on. %d recovery codes are left.', factor.recovery_codes), factor.recovery_codes)}</p>
            <HStack justify="start" wrap>
              <Button __next40pxDefaultSize variant="secondary" onClick={renew}>{__('New recovery codes')}</Button>
              {!factor.required && <Button __next40pxDefaultSize variant="tertiary" isDestructive onClick={end}>{__('Turn off')}</Button>}
            </HStack>
          </>
        )}
        {!factor.enabled && !enrolment && (
          <div>
            <Button __next40pxDefaultSize variant="secondary" onClick={begin}>{__('Set up')}</Button>
          </div>
        )}
        {enrolment && <Enrolment enrolment={enrolment} onConfirm={confirm} />}
      </VStack>
    </Card>
  );
}

function Enrolment({ enrolment, onConfirm }) {
  const [code, setCode] = useState('');
  const send = (event) => {
    event.preventDefault();
    onConfirm(code.replaceAll(' ', ''));
  };
  return (
    <form onSubmit={send} className="enrolment">
      <Picture text={enrolment.address} />
      <VStack spacing={4}>
        <p>{__('Scan this picture with your authentication app, or type the key into it. Then enter the code that it shows.')}</p>
        <code className="secret" id="totp-key">{enrolment.secret.match(/.{1,4}/g).join(' ')}</code>
        <HStack alignment="bottom" justify="start" wrap>
          <TextControl __next40pxDefaultSize required label={__('Authentication Code')} inputMode="numeric" autoComplete="one-time-code" value={code} onChange={setCode} />
          <Button __next40pxDefaultSize variant="primary" type="submit">{__('Verify')}</Button>
        </HStack>
      </VStack>
    </form>
  );
}

/** The QR code as one path; always black on white, as cameras like it. */
function Picture({ text }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className="enrolment__picture" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={__('The key as a QR code')} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

const RecoveryCodes = ({ codes }) => (
  <Notice status="success" isDismissible={false}>
    <p>{__('Keep these codes where you find them without your phone. Each works once instead of a code of the app. They are not shown again.')}</p>
    <ul className="codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
  </Notice>
);
