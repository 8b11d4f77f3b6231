// Thousands of bundles at once: one straight line each, gathered by family, width and look.
const LOOKS = ['happened', 'planned', 'denied', 'contested'];

function crowdKey(bundle) {
  return (bundle.strands[0].f * 32 + Math.min(31, Math.round(bundle.width * 2))) * 4 + LOOKS.indexOf(bundle.look);
}

function strokeCrowd(ctx, view, theme, alpha, focus) {
  const layers = new Map(), { x, y } = D.nodes, { w, h, k } = view, dx = w / 2 - view.x * k, dy = h / 2 - view.y * k;
  for (const b of scene.bundles) {
    if (focus && focus.pairs.has(b.pair)) continue;
    const x0 = x[b.a] * k + dx, y0 = y[b.a] * k + dy, x1 = x[b.b] * k + dx, y1 = y[b.b] * k + dy;
    if ((x0 < 0 && x1 < 0) || (y0 < 0 && y1 < 0) || (x0 > w && x1 > w) || (y0 > h && y1 > h)) continue;
    const layer = layers.get(b.key);
    if (layer) layer.push(x0, y0, x1, y1); else layers.set(b.key, [x0, y0, x1, y1]);
  }
  ctx.globalAlpha = alpha;
  ctx.lineCap = 'butt';
  for (const [key, points] of layers) strokeLayer(ctx, view, theme, key, points);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function strokeLayer(ctx, view, theme, key, points) {
  const scale = view.scale || 1;
  ctx.strokeStyle = D.families[key >> 7].colour[theme];
  ctx.lineWidth = (((key >> 2) & 31) / 2) * scale;
  ctx.setLineDash(DASH[LOOKS[key & 3]].map((d) => d * scale));
  // One stroke a line: a path of thousands of lines takes several times as long.
  for (let p = 0; p < points.length; p += 4) {
    ctx.beginPath();
    ctx.moveTo(points[p], points[p + 1]);
    ctx.lineTo(points[p + 2], points[p + 3]);
    ctx.stroke();
  }
}
