// `/wp-admin/post.php` and `post-new.php`: the block editor for one post.
import { boot, withoutClassicBlock, wp } from './boot.js';
import { keepLock } from './lock.js';

window._wpLoadBlockEditor = new Promise((resolve) => {
  wp.domReady(() => {
    const { type, id, initialEdits } = boot.post;
    resolve(wp.editPost.initializeEditor('editor', type, id, boot.settings, initialEdits));
    withoutClassicBlock();
    keepLock();
  });
});
