// Sums up what moved without anybody's doing, as the browser itself counts it, and keeps what moved for frames.js.
new Promise((done) => {
  let shift = 0;
  const moved = new Set();
  const note = (entries) => {
    for (const entry of entries.filter(({ hadRecentInput }) => !hadRecentInput)) {
      shift += entry.value;
      entry.sources?.forEach(({ node }) => node && moved.add(node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement));
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  const named = (element) => `<${element.localName}${element.className ? ` class="${element.className}"` : ''}>`;
  setTimeout(() => {
    note(observer.takeRecords());
    observer.disconnect();
    const elements = [...moved].filter(Boolean);
    window.platenMoved = elements;
    done({ shift, movers: elements.slice(0, 5).map(named) });
  }, 500);
});
