// The picture at print size, with title, legend, filters and date: PNG, or SVG that can be edited.
const SHEET = { w: 1754, h: 1240, scale: 1 };
const PRINT_RATIO = 2;

function drawSheet(ctx, theme) {
  const { w, h } = SHEET, ink = INK[theme], margin = 48, head = 96, foot = 150;
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink.paper;
  ctx.fillRect(0, 0, w, h);
  const view = sheetView(w - 2 * margin, h - head - foot, (head - foot) / 2);
  drawNetwork(ctx, view, { theme, focus: focusOf(), reserved: [{ x0: 0, y0: 0, x1: w, y1: head, owner: -1 }, { x0: 0, y0: h - foot, x1: w, y1: h, owner: -1 }] });
  ctx.fillStyle = ink.paper;
  ctx.fillRect(0, 0, w, head);
  ctx.fillRect(0, h - foot, w, foot);
  sheetHead(ctx, ink, margin);
  sheetLegend(ctx, theme, margin, h - foot);
}

// What the screen shows, in the room between head and foot: `shift` px below the middle of the sheet.
function sheetView(roomW, roomH, shift) {
  const { w, h } = stageSize();
  const at = camera.fitted && scene.shown.length ? fitTo(scene.shown, roomW, roomH) : { x: camera.x, y: camera.y, k: Math.min(roomW / w, roomH / h) * camera.k };
  return { x: at.x, y: at.y - shift / at.k, k: at.k, w: SHEET.w, h: SHEET.h, scale: Math.max(1, Math.min(1.6, at.k / camera.k)) };
}

// Text set from the side where reading begins.
function startText(ctx, text, x, y, size, colour, weight) {
  const rtl = language === 'ar';
  ctx.font = `${weight || 400} ${size}px ${FONT}`;
  ctx.fillStyle = colour;
  ctx.textBaseline = 'alphabetic';
  ctx.direction = rtl ? 'rtl' : 'ltr';
  ctx.textAlign = rtl ? 'right' : 'left';
  ctx.fillText(text, rtl ? SHEET.w - x : x, y);
  return ctx.measureText(text).width;
}

function sheetHead(ctx, ink, margin) {
  startText(ctx, inert(D.title), margin, 52, 30, ink.text, 600);
  const limits = chipList().map((c) => inert(c.text)).join(' · ') || say('no_filter');
  const when = say('made', { d: dateText(new Date().toISOString().slice(0, 10)) });
  const facts = [count('ties', R.total), count('actors', scene.candidates), limits, when, D.notice ? labelOf(D.notice) : ''].filter(Boolean).join('  ·  ');
  startText(ctx, facts.replace(/[\u2066-\u2069]/g, ''), margin, 82, 17, ink.soft);
}

function sheetLegend(ctx, theme, margin, top) {
  const ink = INK[theme], rows = [familyItems(theme), typeItems(ink), countryItems(theme)];
  ctx.strokeStyle = ink.rule;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(margin, top + 8);
  ctx.lineTo(SHEET.w - margin, top + 8);
  ctx.stroke();
  rows.forEach((items, row) => {
    let x = margin;
    const y = top + 42 + row * 36;
    for (const item of items) {
      const at = language === 'ar' ? SHEET.w - x - 12 : x + 12;
      item.draw(ctx, at, y - 6);
      const wide = startText(ctx, item.text, x + 34, y, 16, ink.text);
      x += wide + 66;
      if (x > SHEET.w - margin - 120) break;
    }
  });
}

function familyItems(theme) {
  const line = (colour, dash) => (ctx, x, y) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 3.5;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(x - 13, y);
    ctx.lineTo(x + 13, y);
    ctx.stroke();
    ctx.setLineDash([]);
  };
  const soft = INK[theme].soft;
  return D.families.map((f) => ({ text: labelOf(f.label), draw: line(f.colour[theme], []) })).concat([
    { text: say('dash_planned'), draw: line(soft, [6, 4]) },
    { text: say('strike_denied'), draw: (ctx, x, y) => { line(soft, [])(ctx, x, y); ctx.beginPath(); ctx.lineWidth = 1.5; ctx.moveTo(x - 4, y + 6); ctx.lineTo(x, y - 6); ctx.moveTo(x, y + 6); ctx.lineTo(x + 4, y - 6); ctx.stroke(); } },
  ]);
}

function markDrawer(type, colour) {
  return (ctx, x, y) => { ctx.fillStyle = colour; ctx.beginPath(); traceMark(ctx, type, x, y, 9); ctx.fill(); };
}

function typeItems(ink) {
  return D.types.map((name, k) => ({ text: say(name), draw: markDrawer(k, ink.soft) })).filter((_, k) => totals.type[k]);
}

function countryItems(theme) {
  const seen = new Set(scene.shown.map((k) => D.nodes.country[k]));
  const items = D.countries.map((c, k) => k).filter((k) => seen.has(k) && D.countries[k].colour).map((k) => ({ text: inert(labelOf(D.countries[k].labels)), draw: markDrawer(0, countryColour(k, theme)) }));
  return items.concat([{ text: say('other'), draw: markDrawer(0, D.other[theme]) }]);
}

function pictureCanvas() {
  const sheet = document.createElement('canvas');
  sheet.width = SHEET.w * PRINT_RATIO;
  sheet.height = SHEET.h * PRINT_RATIO;
  const ctx = sheet.getContext('2d', { alpha: false });
  ctx.scale(PRINT_RATIO, PRINT_RATIO);
  drawSheet(ctx, themeNow());
  return sheet;
}

function savePng() {
  pictureCanvas().toBlob((blob) => download(fileName('png'), 'image/png', blob), 'image/png');
}

function svgText() {
  const surface = new SvgSurface(SHEET.w, SHEET.h);
  drawSheet(surface, themeNow());
  return surface.toString();
}

function saveSvg() {
  download(fileName('svg'), 'image/svg+xml', svgText());
}

function fileName(kind) {
  return `rawabit-${new Date().toISOString().slice(0, 10)}.${kind}`;
}
