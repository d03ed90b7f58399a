// Frames in red what shifts.js saw moving.
window.platenMoved.forEach((element) => element.style?.setProperty('outline', '4px solid red'));
true;
