// From data to page: what is drawn anew upon which change.
const totals = {};

function countTotals() {
  applyFilters();
  for (const facet of FACETS) totals[facet] = Array.from(R.counts[facet]);
}

function dress() {
  const root = document.documentElement;
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
  root.dataset.theme = themeNow();
}

function drawAll() {
  drawMenus();
  drawFinder();
  drawZoomer();
  drawPanel();
  drawTimeline();
  drawChips();
  drawCard();
  describeCanvas();
}

function describeCanvas() {
  canvas.setAttribute('aria-label', say('canvas', { n: count('actors', scene.shown.length), m: count('ties', R.total) }).replace(/[\u2066-\u2069]/g, ''));
}

const REDRAW = {
  filter() { applyFilters(); buildScene(); drawPanel(); drawTimeline(); drawChips(); drawMenus(); drawCard(); describeCanvas(); announce(count('ties', R.total)); if (!openStep) refit(); },
  scope() { buildScene(); drawChips(); drawCard(); describeCanvas(); if (camera.fitted) fit(); },
  selection() {
    const narrowed = drawCard();
    drawMenus();
    resized();
    if (narrowed && S.selected && S.selected.node !== undefined && scene.isShown[S.selected.node]) requestAnimationFrame(() => reveal(S.selected ? S.selected.node : scene.shown[0]));
  },
  quiet() {},
  language() { textWidths.clear(); dress(); drawAll(); },
  theme() { dress(); drawAll(); },
};

function onRefresh(what) {
  const began = performance.now();
  REDRAW[what]();
  still.view = drawnView = null;
  redraw();
  writeAddress();
  timings.push({ what, ms: performance.now() - began });
}

// What is seen whole stays seen whole; while a range is drawn or time plays, the view stays where it is.
function refit() {
  if (camera.fitted) fit();
}

const timings = [];
let addressTimer = 0;
function writeAddress(now) {
  clearTimeout(addressTimer);
  const write = () => {
    const hash = '#' + toHash();
    if (hash !== window.location.hash) { try { history.replaceState(null, '', hash); } catch { /* inside a notebook the address is not ours */ } }
  };
  if (now) write(); else addressTimer = setTimeout(write, 200);
}

function resized() {
  const { w, h } = stageSize();
  if (w === resized.w && h === resized.h) return;
  Object.assign(resized, { w, h });
  still.view = drawnView = null;
  if (camera.fitted && scene.shown.length) Object.assign(camera, viewFor(scene.shown));
  redraw();
}

function restore() {
  fromHash(window.location.hash);
  dress();
  applyFilters();
  buildScene();
  drawAll();
  resized();
  const at = camera.wanted;
  if (at) Object.assign(camera, { x: at[0], y: at[1], k: at[2], fitted: false });
  else fit(null, true);
  still.view = drawnView = null;
  redraw();
}

// On paper the network is light, whatever the screen shows.
function printing(now) {
  S.printing = now;
  dress();
  drawTimeline();
  drawnView = null;
  paint();
}

async function start() {
  try { await readData(); } catch (error) { document.getElementById('empty').hidden = false; document.getElementById('empty').textContent = say('error'); throw error; }
  if (window.innerHeight > window.innerWidth * 1.2) turnOver();
  countTotals();
  buildBins();
  if (window.innerWidth < 760) S.panel = false;
  const narrow = !S.panel;
  onChange(onRefresh);
  restore();
  if (narrow && !/panel=/.test(window.location.hash)) { S.panel = false; drawPanel(); resized(); fit(null, true); }
  listenToPointer();
  listenToKeys();
  window.addEventListener('pointermove', dragTimeline);
  window.addEventListener('pointerup', dropTimeline);
  new ResizeObserver(resized).observe(canvas);
  window.addEventListener('hashchange', restore);
  window.addEventListener('beforeprint', () => printing(true));
  window.addEventListener('afterprint', () => printing(false));
  darkWanted.addEventListener('change', () => { if (!S.theme) refresh('theme'); });
  canvas.dataset.ready = '1';
}

window.rawabit = { D, S, R, scene, camera, timings, fold, bare, skeleton, search, csvText, gexfText, svgText, pictureCanvas, cell, xml, labelsNow, nameOf, openActor, select, screenOf: (node) => { const { w, h } = stageSize(); return toScreen(viewOf(w, h), node); } };
start();
