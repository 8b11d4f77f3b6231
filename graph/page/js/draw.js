// The drawing of the network, the same for the screen, the picture and the SVG.
const canvas = document.getElementById('canvas');
const screen2d = canvas.getContext('2d', { alpha: false });
const still = { canvas: document.createElement('canvas'), view: null };
let drawnView = null, frame = 0, moving = 0, settleTimer = 0;
const HEAVY = 3500;

function stageSize() {
  return { w: canvas.clientWidth || 1, h: canvas.clientHeight || 1 };
}

function redraw() {
  if (!frame) frame = requestAnimationFrame(paint);
}

function settled() {
  moving = performance.now();
  clearTimeout(settleTimer);
  settleTimer = setTimeout(() => { moving = 0; redraw(); writeAddress(); }, 140);
}

// A heavy scene in motion is shown as its last picture, moved and scaled; it is drawn anew when it rests.
function paint() {
  frame = 0;
  const { w, h } = stageSize(), ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
    canvas.width = Math.round(w * ratio);
    canvas.height = Math.round(h * ratio);
    still.view = drawnView = null;
  }
  const view = viewOf(w, h);
  if (moving && drawnView && scene.bundles.length > HEAVY) {
    if (!still.view) keepStill(drawnView);
    return paintStill(view, ratio);
  }
  screen2d.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawNetwork(screen2d, view, { theme: themeNow(), focus: focusOf(), reserved: overlays() });
  still.view = null;
  drawnView = view;
  if (!canvas.dataset.drawn) requestAnimationFrame(() => timings.push({ what: 'drawn', ms: performance.now() }));
  canvas.dataset.drawn = String(Number(canvas.dataset.drawn || 0) + 1);
}

function keepStill(view) {
  still.canvas.width = canvas.width;
  still.canvas.height = canvas.height;
  still.canvas.getContext('2d').drawImage(canvas, 0, 0);
  still.view = view;
}

function paintStill(view, ratio) {
  const k = view.k / still.view.k, dx = (still.view.x - view.x) * view.k, dy = (still.view.y - view.y) * view.k;
  screen2d.setTransform(ratio, 0, 0, ratio, 0, 0);
  screen2d.fillStyle = INK[themeNow()].paper;
  screen2d.fillRect(0, 0, view.w, view.h);
  screen2d.drawImage(still.canvas, view.w / 2 + dx - (view.w / 2) * k, view.h / 2 + dy - (view.h / 2) * k, view.w * k, view.h * k);
}

function drawNetwork(ctx, view, options) {
  const { theme, focus } = options;
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  ctx.fillStyle = INK[theme].paper;
  ctx.fillRect(0, 0, view.w, view.h);
  drawBundles(ctx, view, theme, focus);
  drawMarks(ctx, view, theme, focus);
  drawLabels(ctx, placeLabels(ctx, view, focus, options.reserved), theme, focus);
}

// Where buttons lie over the canvas, so that no name hides under them.
function overlays() {
  const at = canvas.getBoundingClientRect();
  return [...document.querySelectorAll('#zoomer, #scope > *, #chips > *')].map((e) => {
    const box = e.getBoundingClientRect();
    return { x0: box.left - at.left, y0: box.top - at.top, x1: box.right - at.left, y1: box.bottom - at.top, owner: -1 };
  });
}

// The labels as they stand now.
function labelsNow() {
  const { w, h } = stageSize();
  return placeLabels(screen2d, viewOf(w, h), focusOf(), overlays());
}

// ---- bundles ----
function drawBundles(ctx, view, theme, focus) {
  const curved = scene.bundles.length <= CURVED_UP_TO, dim = new Map(), lit = new Map();
  for (const b of scene.bundles) {
    if (!curved && !(focus && focus.pairs.has(b.pair))) continue;
    const line = lineOf(view, b, curved);
    if (!line) continue;
    const bright = !focus || focus.pairs.has(b.pair);
    layStrands(bright ? lit : dim, b, line, curved || (focus && bright));
  }
  const crowd = Math.max(0.12, Math.min(0.85, 0.85 * Math.pow(250 / Math.max(1, scene.bundles.length), 0.42)));
  if (!curved) strokeCrowd(ctx, view, theme, focus ? 0.06 : crowd, focus);
  strokeAll(ctx, view, dim, theme, 0.09);
  strokeAll(ctx, view, lit, theme, focus ? 0.92 : crowd);
}

// The line of a bundle on the screen, cut where the marks begin; null when it is out of sight.
function lineOf(view, b, curved) {
  const [x0, y0] = toScreen(view, b.a), [x1, y1] = toScreen(view, b.b);
  if ((x0 < 0 && x1 < 0) || (y0 < 0 && y1 < 0) || (x0 > view.w && x1 > view.w) || (y0 > view.h && y1 > view.h)) return null;
  const dx = x1 - x0, dy = y1 - y0, length = Math.hypot(dx, dy) || 1;
  const bow = curved ? 0.1 : 0, mx = (x0 + x1) / 2 - dy * bow, my = (y0 + y1) / 2 + dx * bow;
  return { x0, y0, x1, y1, mx, my, nx: -dy / length, ny: dx / length, length, curved, ra: markRadius(view, b.a), rb: markRadius(view, b.b), scale: view.scale || 1 };
}

function layStrands(layers, b, line, detailed) {
  const scale = line.scale, total = Math.min(9, b.width + (b.strands.length - 1) * 0.5) * scale;
  const strands = detailed ? b.strands.slice(0, 4) : b.strands.slice(0, 1);
  const sum = strands.reduce((n, s) => n + s.n, 0);
  let offset = -total / 2;
  for (const s of strands) {
    const width = strands.length > 1 ? Math.max(0.9 * scale, (total * s.n) / sum) : total;
    layerOf(layers, s.f, Math.max(1, Math.round((width / scale) * 2)) / 2, b.look).lines.push([line, strands.length > 1 ? offset + width / 2 : 0]);
    offset += width;
  }
  if (!detailed || line.length < 26 * scale) return;
  const layer = layerOf(layers, b.strands[0].f, 1, 'mark');
  if (b.forth && !b.back) layer.lines.push([line, 1]);
  if (b.back && !b.forth) layer.lines.push([line, -1]);
  if (b.forth && b.back) layer.lines.push([line, 1], [line, -1]);
  if (b.look === 'denied' || b.look === 'contested') layerOf(layers, b.strands[0].f, 1.5, 'strike').lines.push([line, b.look === 'denied' ? 2 : 1]);
}

function layerOf(layers, family, width, look) {
  const key = `${family} ${width} ${look}`;
  let layer = layers.get(key);
  if (!layer) { layer = { family, width, look, lines: [] }; layers.set(key, layer); }
  return layer;
}

const DASH = { happened: [], planned: [7, 5], denied: [], contested: [2, 4] };
function strokeAll(ctx, view, layers, theme, alpha) {
  const scale = view.scale || 1;
  ctx.globalAlpha = alpha;
  ctx.lineCap = 'butt';
  for (const layer of layers.values()) {
    ctx.strokeStyle = ctx.fillStyle = D.families[layer.family].colour[theme];
    ctx.beginPath();
    if (layer.look === 'mark') { for (const [line, way] of layer.lines) traceArrow(ctx, line, way); ctx.fill(); continue; }
    ctx.lineWidth = layer.width * scale;
    if (layer.look === 'strike') { for (const [line, n] of layer.lines) traceStrike(ctx, line, n); ctx.stroke(); continue; }
    ctx.setLineDash(DASH[layer.look].map((d) => d * scale));
    for (const [line, offset] of layer.lines) { ctx.beginPath(); traceLine(ctx, line, offset); ctx.stroke(); }
    ctx.setLineDash([]);
  }
  ctx.globalAlpha = 1;
}

function traceLine(ctx, l, offset) {
  const ox = l.nx * offset, oy = l.ny * offset;
  ctx.moveTo(l.x0 + ox, l.y0 + oy);
  if (l.curved) ctx.quadraticCurveTo(l.mx + ox, l.my + oy, l.x1 + ox, l.y1 + oy);
  else ctx.lineTo(l.x1 + ox, l.y1 + oy);
}

// An arrow head that touches the mark it points to.
function traceArrow(ctx, l, way) {
  const [x, y, r] = way > 0 ? [l.x1, l.y1, l.rb] : [l.x0, l.y0, l.ra];
  const angle = Math.atan2(y - l.my, x - l.mx), size = 6.5 * l.scale, tip = r + 2 * l.scale;
  const tx = x - Math.cos(angle) * tip, ty = y - Math.sin(angle) * tip;
  polygon(ctx, [[tx, ty], [tx - size * Math.cos(angle - 0.42), ty - size * Math.sin(angle - 0.42)], [tx - size * Math.cos(angle + 0.42), ty - size * Math.sin(angle + 0.42)]]);
}

function traceStrike(ctx, l, strokes) {
  const x = pointAt(l, 0.5)[0], y = pointAt(l, 0.5)[1], size = 5.5 * l.scale;
  const ux = -l.ny, uy = l.nx;
  for (let k = 0; k < strokes; k++) {
    const shift = (k - (strokes - 1) / 2) * 4 * l.scale, cx = x + ux * shift * -1, cy = y + uy * shift * -1;
    ctx.moveTo(cx + (l.nx + ux * 0.5) * size, cy + (l.ny + uy * 0.5) * size);
    ctx.lineTo(cx - (l.nx + ux * 0.5) * size, cy - (l.ny + uy * 0.5) * size);
  }
}

function pointAt(l, t) {
  if (!l.curved) return [l.x0 + (l.x1 - l.x0) * t, l.y0 + (l.y1 - l.y0) * t];
  const u = 1 - t;
  return [u * u * l.x0 + 2 * u * t * l.mx + t * t * l.x1, u * u * l.y0 + 2 * u * t * l.my + t * t * l.y1];
}

// ---- marks ----
function drawMarks(ctx, view, theme, focus) {
  const groups = new Map(), paper = INK[theme].paper;
  for (const node of scene.shown) {
    const [x, y] = toScreen(view, node), r = markRadius(view, node);
    if (x < -r || y < -r || x > view.w + r || y > view.h + r) continue;
    const key = `${countryColour(D.nodes.country[node], theme)} ${!focus || focus.nodes.has(node) ? 1 : 0}`;
    const group = groups.get(key);
    if (group) group.push([node, x, y, r]); else groups.set(key, [[node, x, y, r]]);
  }
  for (const [key, group] of groups) {
    const [colour, bright] = key.split(' ');
    for (const [node, x, y, r] of group) drawMark(ctx, D.nodes.type[node], x, y, r, { colour, paper, alpha: bright === '1' ? 1 : 0.22, scale: view.scale || 1 });
  }
  drawRing(ctx, view, theme);
}

// A mark with a rim of paper around it, which small ones in a crowd go without.
function drawMark(ctx, type, x, y, r, { colour, paper, alpha, scale }) {
  ctx.beginPath();
  traceMark(ctx, type, x, y, r);
  ctx.globalAlpha = 1;
  if (r > 3 * scale || alpha < 1) {
    ctx.strokeStyle = paper;
    ctx.lineWidth = Math.min(2.5, r * 0.45) * scale;
    ctx.stroke();
    ctx.fillStyle = paper;
    if (alpha < 1) ctx.fill();
  }
  ctx.globalAlpha = alpha;
  ctx.fillStyle = colour;
  ctx.fill();
}

function drawRing(ctx, view, theme) {
  const s = S.selected, nodes = !s ? [] : s.node !== undefined ? [s.node] : s.pair !== undefined ? [D.pairs.a[s.pair], D.pairs.b[s.pair]] : [];
  ctx.globalAlpha = 1;
  ctx.strokeStyle = INK[theme].text;
  ctx.lineWidth = 2 * (view.scale || 1);
  for (const node of nodes.filter((n) => scene.isShown[n])) {
    const [x, y] = toScreen(view, node);
    ctx.beginPath();
    traceMark(ctx, D.nodes.type[node], x, y, markRadius(view, node) + 4 * (view.scale || 1));
    ctx.stroke();
  }
}
