// The menu at the side: folded by its owner's choice, and a drawer on narrow windows.

const FOLDED = 'platen-menu-folded';

/** Makes the two buttons of the menu work. */
export function bindMenu() {
  const collapse = document.getElementById('collapse-button');
  const toggle = document.querySelector('#wp-admin-bar-menu-toggle button');
  fold(localStorage.getItem(FOLDED) === 'yes', collapse);
  collapse?.addEventListener('click', () => {
    const isFolded = !document.body.classList.contains('folded');
    localStorage.setItem(FOLDED, isFolded ? 'yes' : 'no');
    fold(isFolded, collapse);
  });
  toggle?.addEventListener('click', () => open(toggle, toggle.getAttribute('aria-expanded') !== 'true'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && toggle?.getAttribute('aria-expanded') === 'true') {
      open(toggle, false);
      toggle.focus();
    }
  });
}

function fold(isFolded, button) {
  document.body.classList.toggle('folded', isFolded);
  button?.setAttribute('aria-expanded', String(!isFolded));
}

function open(toggle, isOpen) {
  toggle.setAttribute('aria-expanded', String(isOpen));
  document.body.classList.toggle('menu-is-open', isOpen);
}
