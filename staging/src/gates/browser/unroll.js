// Goes down the page as a reader does, so that what waits for one comes, and back up. Gives its width, and its height up to `most`.
async (most) => {
  const height = () => Math.min(document.documentElement.scrollHeight, most);
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let place = 0; place < height(); place += innerHeight) {
    scrollTo({ top: place, behavior: 'instant' });
    await painted();
  }
  scrollTo({ top: 0, behavior: 'instant' });
  const coming = [...document.images].filter(({ complete }) => !complete);
  const ended = (image) => new Promise((done) => ['load', 'error'].forEach((end) => image.addEventListener(end, done)));
  await Promise.race([Promise.all(coming.map(ended)), new Promise((done) => setTimeout(done, 5_000))]);
  await painted();
  return [innerWidth, height()];
}
