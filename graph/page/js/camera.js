// Where one looks: a point of the network's plane and a magnification.
const camera = { x: 0, y: 0, k: 1, fitted: true, wanted: null, motion: null };

function viewOf(width, height) {
  return { x: camera.x, y: camera.y, k: camera.k, w: width, h: height, scale: 1 };
}

function toScreen(view, node) {
  return [(D.nodes.x[node] - view.x) * view.k + view.w / 2, (D.nodes.y[node] - view.y) * view.k + view.h / 2];
}

// Marks grow with the view up to its natural size, then more slowly; they never vanish.
function markRadius(view, node) {
  const scale = view.scale || 1, k = view.k / scale;
  return Math.max(2.2, D.nodes.r[node] * (k < 1 ? k : Math.pow(k, 0.45))) * scale;
}

// The view that holds these actors, with room for names around them.
function fitTo(nodes, width, height) {
  if (!nodes.length) return { x: 0, y: 0, k: 1 };
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  for (const n of nodes) {
    x0 = Math.min(x0, D.nodes.x[n]); x1 = Math.max(x1, D.nodes.x[n]);
    y0 = Math.min(y0, D.nodes.y[n]); y1 = Math.max(y1, D.nodes.y[n]);
  }
  const padX = Math.min(110, width * 0.12), padY = Math.min(44, height * 0.1);
  const k = Math.min((width - 2 * padX) / Math.max(1, x1 - x0), (height - 2 * padY) / Math.max(1, y1 - y0));
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, k: Math.min(2.2, Math.max(0.01, k)) };
}

// How much of the stage's height the card covers from below, as on a phone.
function covered() {
  const detail = document.getElementById('detail'), box = detail.getBoundingClientRect(), stage = canvas.getBoundingClientRect();
  return detail.hidden || box.width < stage.width * 0.9 || getComputedStyle(detail).position !== 'absolute' ? 0 : Math.max(0, Math.min(stage.height * 0.7, stage.bottom - box.top));
}

// The view of these actors in the part of the stage that can be seen.
function viewFor(nodes) {
  const { w, h } = stageSize(), below = covered(), above = Math.min(h * 0.2, document.getElementById('chips').offsetHeight);
  const goal = fitTo(nodes, w, h - below - above);
  goal.y += (below - above) / 2 / goal.k;
  return goal;
}

function fit(nodes, still) {
  const list = nodes || scene.shown;
  moveTo(viewFor(list), still);
  camera.fitted = !nodes;
}

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
function moveTo(goal, still) {
  cancelAnimationFrame(camera.motion);
  if (still || calm.matches || scene.bundles.length > 4000) { Object.assign(camera, goal); return redraw(); }
  const from = { x: camera.x, y: camera.y, k: camera.k }, began = performance.now();
  const step = (now) => {
    const part = Math.min(1, Math.max(0, (now - began) / 320)), ease = 1 - Math.pow(1 - part, 3);
    camera.k = from.k * Math.pow(goal.k / from.k, ease);
    camera.x = from.x + (goal.x - from.x) * ease;
    camera.y = from.y + (goal.y - from.y) * ease;
    redraw();
    if (part < 1) camera.motion = requestAnimationFrame(step);
  };
  camera.motion = requestAnimationFrame(step);
}

// Magnify about a point of the screen, which stays where it is.
function zoomBy(factor, px, py) {
  const { w, h } = stageSize();
  const k = Math.min(12, Math.max(0.01, camera.k * factor)), x = px === undefined ? w / 2 : px, y = py === undefined ? h / 2 : py;
  const worldX = camera.x + (x - w / 2) / camera.k, worldY = camera.y + (y - h / 2) / camera.k;
  cancelAnimationFrame(camera.motion);
  Object.assign(camera, { k, x: worldX - (x - w / 2) / k, y: worldY - (y - h / 2) / k, fitted: false });
  redraw();
  settled();
}

function panBy(dx, dy) {
  cancelAnimationFrame(camera.motion);
  Object.assign(camera, { x: camera.x - dx / camera.k, y: camera.y - dy / camera.k, fitted: false });
  redraw();
  settled();
}

// Bring an actor into sight if it is outside or hidden by a panel.
function reveal(node) {
  const { w, h } = stageSize(), below = covered(), [x, y] = toScreen(viewOf(w, h), node);
  if (x > 60 && y > 60 && x < w - 60 && y < h - below - 60 && camera.k > 0.2) return;
  const k = Math.max(camera.k, 0.5);
  moveTo({ x: D.nodes.x[node], y: D.nodes.y[node] + below / 2 / k, k });
  camera.fitted = false;
}

// Bring an actor and those tied to it into sight, as after a search.
function approach(node) {
  const around = [node, ...(scene.around.get(node) || []).map((b) => (b.a === node ? b.b : b.a))];
  const goal = viewFor(around);
  goal.k = Math.min(goal.k, 1.1);
  if (goal.k > camera.k * 1.15) { moveTo(goal); camera.fitted = false; } else reveal(node);
}
