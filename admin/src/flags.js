// Runs before everything else: some packages read these globals while they load.
const element = document.getElementById('boot');
window.platenBoot = JSON.parse(element.textContent);
Object.assign(window, window.platenBoot.flags);
