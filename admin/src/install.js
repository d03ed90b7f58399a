// The form of the first visit: how good the password is, while it is typed. The form works without this.
import { strength } from './screens/users/password.js';

const WORDS = ['Very weak', 'Weak', 'Medium', 'Good', 'Strong'];
const password = document.getElementById('admin_password');
const result = document.getElementById('pass-strength-result');
const before = result?.textContent;

password?.addEventListener('input', () => {
  const level = strength(password.value);
  const meter = Object.assign(document.createElement('meter'), { min: 0, max: 4, value: level });
  meter.setAttribute('aria-hidden', 'true');
  result.replaceChildren(...(password.value ? [meter, ` ${WORDS[level]}`] : [before]));
});
