// A password that nobody guesses, and how hard a typed one is to guess.
const LETTERS = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!@#$%^&*()';

/** 24 letters from the browser's own source of chance. */
export function generated() {
  const chance = crypto.getRandomValues(new Uint32Array(24));
  return Array.from(chance, (number) => LETTERS[number % LETTERS.length]).join('');
}

/** 0 (very weak) to 4 (strong): length counts most, then how many kinds of letters there are. */
export function strength(password) {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  const different = new Set(password).size;
  const bits = Math.log2([1, 26, 52, 62, 90][kinds]) * Math.min(password.length, different * 1.5);
  return [20, 35, 50, 70].filter((step) => bits >= step).length;
}
