// Names beside the marks: the important ones first, none over another, more of them the closer one looks.
const FONT = '"SF Arabic","Segoe UI","Noto Sans Arabic","Dubai","Geeza Pro","IBM Plex Sans Arabic","Noto Sans",Tahoma,system-ui,sans-serif';
const textWidths = new Map();
const LONGEST = 30;

function labelFont(node, lit) {
  const size = 11.5 + 4.5 * Math.sqrt(D.nodes.importance[node]);
  const heavy = lit || D.nodes.importance[node] > 0.35;
  return { size, font: `${isMachine(node) ? 'italic ' : ''}${heavy ? 600 : 400} ${size.toFixed(1)}px ${FONT}` };
}

function labelText(node) {
  const name = nameOf(node);
  return name.length > LONGEST ? name.slice(0, LONGEST - 1).trimEnd() + '…' : name;
}

function widthOf(ctx, text, font) {
  const key = font + text;
  let width = textWidths.get(key);
  if (width === undefined) {
    ctx.font = font;
    width = ctx.measureText(text).width;
    if (textWidths.size > 20000) textWidths.clear();
    textWidths.set(key, width);
  }
  return width;
}

// Boxes already taken, in squares of 48 px, so that a new one is compared with its surroundings only.
class Taken {
  constructor() { this.cells = new Map(); }
  *near(box) {
    for (let x = Math.floor(box.x0 / 48); x <= Math.floor(box.x1 / 48); x++)
      for (let y = Math.floor(box.y0 / 48); y <= Math.floor(box.y1 / 48); y++) yield x * 100003 + y;
  }
  add(box) {
    for (const cell of this.near(box)) {
      const list = this.cells.get(cell);
      if (list) list.push(box); else this.cells.set(cell, [box]);
    }
  }
  // Whether something stands here; marks of less weight than `over` may be covered.
  hits(box, over) {
    for (const cell of this.near(box))
      for (const b of this.cells.get(cell) || [])
        if (b.owner !== box.owner && !(b.weight < over) && b.x0 < box.x1 && box.x0 < b.x1 && b.y0 < box.y1 && box.y0 < b.y1) return true;
    return false;
  }
}

function placeLabels(ctx, view, focus, reserved) {
  const taken = new Taken(), placed = [], scale = view.scale || 1;
  for (const box of reserved || []) taken.add(box);
  const queue = labelQueue(focus), most = Math.max(30, (view.w * view.h) / (7000 * scale * scale));
  const seen = [];
  for (const node of queue) {
    const [x, y] = toScreen(view, node);
    if (x < -80 || y < -30 || x > view.w + 80 || y > view.h + 30) continue;
    seen.push([node, x, y]);
    const r = markRadius(view, node);
    if (r > 2.5 * scale && (!focus || focus.nodes.has(node))) taken.add({ x0: x - r, y0: y - r, x1: x + r, y1: y + r, owner: node, weight: D.nodes.importance[node] });
  }
  for (const [node, x, y] of seen) {
    if (placed.length >= most) break;
    const lit = focus && focus.nodes.has(node);
    if (focus && !lit && focus.nodes.size > 1) continue;
    const spot = findSpot(ctx, view, taken, node, x, y, lit, focus && node === focus.centre);
    if (spot) { taken.add(spot.box); placed.push(spot); }
  }
  return placed;
}

function labelQueue(focus) {
  if (!focus) return scene.rank;
  const first = scene.rank.filter((k) => focus.nodes.has(k));
  if (focus.centre !== undefined) first.sort((p, q) => (q === focus.centre) - (p === focus.centre));
  return first.concat(scene.rank.filter((k) => !focus.nodes.has(k)));
}

function findSpot(ctx, view, taken, node, x, y, lit, forced) {
  const scale = view.scale || 1, text = labelText(node), look = labelFont(node, lit);
  const size = look.size * scale, font = look.font.replace(/[\d.]+px/, size.toFixed(1) + 'px');
  const w = widthOf(ctx, text, font), h = size * 1.35, r = markRadius(view, node) + 3 * scale;
  const d = r * 0.72, spots = [[x - w / 2, y + r], [x - w / 2, y - r - h], [x + r, y - h / 2], [x - r - w, y - h / 2],
    [x + d, y + d * 0.7], [x - d - w, y + d * 0.7], [x + d, y - d * 0.7 - h], [x - d - w, y - d * 0.7 - h]];
  // An important name goes where it covers nothing, else where it covers small marks only.
  const weight = D.nodes.importance[node], tries = weight > 0.25 ? [0, weight * 0.4] : [0];
  for (const over of tries) for (const [left, top] of spots) {
    const pad = 2 * scale, box = { x0: left - pad, y0: top, x1: left + w + pad, y1: top + h, owner: node };
    const inside = box.x0 >= 0 && box.x1 <= view.w && box.y0 >= 0 && box.y1 <= view.h;
    if (forced || (inside && !taken.hits(box, over))) return { node, text, font, size, box, x: left + w / 2, y: top + h * 0.72, lit };
  }
  return null;
}

function drawLabels(ctx, placed, theme, focus) {
  const ink = INK[theme];
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  ctx.lineJoin = 'round';
  for (const l of placed) {
    ctx.font = l.font;
    ctx.direction = directionOf(l.text);
    ctx.globalAlpha = focus && !l.lit ? 0.35 : 1;
    ctx.strokeStyle = ink.paper;
    ctx.lineWidth = l.size * 0.27;
    ctx.strokeText(l.text, l.x, l.y);
    ctx.fillStyle = ink.text;
    ctx.fillText(l.text, l.x, l.y);
  }
  ctx.globalAlpha = 1;
}
