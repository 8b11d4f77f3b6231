// Mouse and touch on the canvas: pan, zoom, pinch, point at, click.
const fingers = new Map();
let pressed = null, spread = 0;

function nodeAtPoint(px, py, slack) {
  const { w, h } = stageSize(), view = viewOf(w, h);
  let best = -1, nearest = Infinity;
  for (const node of scene.shown) {
    const [x, y] = toScreen(view, node), gap = Math.hypot(px - x, py - y) - markRadius(view, node);
    if (gap < Math.min(nearest, slack)) { nearest = gap; best = node; }
  }
  return best;
}

function pairAtPoint(px, py, slack) {
  const { w, h } = stageSize(), view = viewOf(w, h), curved = scene.bundles.length <= CURVED_UP_TO;
  let best = -1, nearest = slack;
  for (const b of scene.bundles) {
    const line = lineOf(view, b, curved);
    if (!line || !inBox(line, px, py)) continue;
    const gap = distanceTo(line, px, py) - b.width / 2;
    if (gap < nearest) { nearest = gap; best = b.pair; }
  }
  return best;
}

function inBox(l, px, py) {
  const slack = 9 + (l.curved ? l.length * 0.06 : 0);
  return px > Math.min(l.x0, l.x1) - slack && px < Math.max(l.x0, l.x1) + slack && py > Math.min(l.y0, l.y1) - slack && py < Math.max(l.y0, l.y1) + slack;
}

function distanceTo(l, px, py) {
  const parts = l.curved ? 12 : 1;
  let best = Infinity, [ax, ay] = [l.x0, l.y0];
  for (let k = 1; k <= parts; k++) {
    const [bx, by] = pointAt(l, k / parts), dx = bx - ax, dy = by - ay;
    const t = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(px - ax - t * dx, py - ay - t * dy));
    [ax, ay] = [bx, by];
  }
  return best;
}

// What is at a point; a finger may miss by more than a mouse.
function thingAt([px, py], touch) {
  const slack = touch ? 16 : 7, node = nodeAtPoint(px, py, slack);
  if (node >= 0) return { node };
  const pair = pairAtPoint(px, py, slack);
  return pair >= 0 ? { pair } : null;
}

function place(event) {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function listenToPointer() {
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, place(event));
    pressed = fingers.size === 1 ? { at: place(event), moved: false } : null;
    spread = fingerSpread();
  });
  canvas.addEventListener('pointermove', onMove);
  for (const name of ['pointerup', 'pointercancel']) canvas.addEventListener(name, (event) => onRelease(event, name === 'pointerup'));
  canvas.addEventListener('pointerleave', () => hover(null));
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    const [x, y] = place(event), strength = event.ctrlKey ? 0.01 : event.deltaMode ? 0.05 : 0.0016;
    zoomBy(Math.exp(-event.deltaY * strength), x, y);
  }, { passive: false });
  canvas.addEventListener('dblclick', (event) => {
    const found = thingAt(place(event));
    if (found && found.node !== undefined) showSurroundings(found.node, 1);
    else if (!found) zoomBy(1.6, ...place(event));
  });
}

function onMove(event) {
  const now = place(event), before = fingers.get(event.pointerId);
  if (!before) return event.pointerType === 'mouse' ? hover(thingAt(now), now) : undefined;
  fingers.set(event.pointerId, now);
  if (fingers.size === 2) return pinch();
  if (pressed && !pressed.moved && Math.hypot(now[0] - pressed.at[0], now[1] - pressed.at[1]) > 4) { pressed.moved = true; hover(null); }
  if (!pressed || pressed.moved) panBy(now[0] - before[0], now[1] - before[1]);
  canvas.classList.toggle('dragging', Boolean(pressed && pressed.moved));
}

function fingerSpread() {
  if (fingers.size !== 2) return 0;
  const [a, b] = [...fingers.values()];
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function pinch() {
  const now = fingerSpread(), [a, b] = [...fingers.values()];
  if (spread > 0) zoomBy(now / spread, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
  spread = now;
}

function onRelease(event, done) {
  const click = done && pressed && !pressed.moved;
  fingers.delete(event.pointerId);
  canvas.classList.remove('dragging');
  if (click) clickAt(thingAt(place(event), event.pointerType === 'touch'));
  pressed = null;
  spread = fingerSpread();
}

function clickAt(found) {
  hover(null);
  if (S.picking !== null && found && found.node !== undefined) return pickSecond(found.node);
  select(found);
}

function hover(found, at) {
  const same = JSON.stringify(found) === JSON.stringify(S.hover);
  if (!same) {
    S.hover = found;
    canvas.classList.toggle('pointing', Boolean(found));
    redraw();
  }
  showTip(found, at);
}

function showTip(found, at) {
  const tip = document.getElementById('hint');
  if (S.picking !== null && !found) { tip.hidden = true; return; }
  tip.hidden = !found || !at;
  if (tip.hidden) return;
  tip.replaceChildren(...tipLines(found));
  const { w, h } = stageSize(), wide = tip.offsetWidth, high = tip.offsetHeight;
  tip.style.left = Math.max(8, Math.min(w - wide - 8, at[0] + 14)) + 'px';
  tip.style.top = (at[1] + 18 + high > h ? at[1] - high - 12 : at[1] + 18) + 'px';
}

function tipLines(found) {
  if (found.node !== undefined) {
    const office = currentOffice(found.node);
    return [el('strong', {}, nameEl(found.node)), office ? el('span', {}, bdi(office)) : null, el('span', { class: 'soft' }, count('ties', scene.degree[found.node]))].filter(Boolean);
  }
  const b = scene.bundles.find((x) => x.pair === found.pair);
  if (!b) return [];
  const kinds = new Map();
  for (const e of listOf(D.pairEvents, b.pair)) if (R.pass[e]) kinds.set(D.events.rel[e], (kinds.get(D.events.rel[e]) || 0) + 1);
  const words = [...kinds].sort((x, y) => y[1] - x[1]).map(([r, n]) => `${labelOf(D.relations[r].noun)} ${number(n)}`).join(' · ');
  return [el('strong', {}, nameEl(b.a), ' – ', nameEl(b.b)), el('span', {}, words)];
}
