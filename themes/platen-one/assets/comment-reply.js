// Answers a comment without loading the page again: the form moves under the comment. Without this script the same
// links lead to the page with the form set to that comment.
(() => {
  const form = document.getElementById('respond');
  const parent = document.getElementById('comment_parent');
  const cancel = document.getElementById('cancel-comment-reply-link');
  const title = document.getElementById('reply-title');
  if (!form || !parent || !cancel || !title || parent.value !== '0') return;
  const home = document.createComment('');
  const words = title.firstChild.data;
  form.before(home);
  const put = (place, id, text) => {
    place.after(form);
    parent.value = id;
    title.firstChild.data = text;
    cancel.hidden = id === '0';
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.comment-reply-link');
    if (link) {
      event.preventDefault();
      put(link.closest('.comment-body'), link.dataset.comment, `${link.getAttribute('aria-label')} `);
      document.getElementById('comment').focus();
    } else if (event.target === cancel) {
      event.preventDefault();
      const answered = document.getElementById(`comment-${parent.value}`);
      put(home, '0', words);
      answered?.querySelector('.comment-reply-link')?.focus();
    }
  });
})();
