// A drawing surface that writes SVG, with as much of the canvas' interface as the drawing uses.
class SvgSurface {
  constructor(width, height) {
    this.parts = [];
    this.size = [width, height];
    this.path = '';
    Object.assign(this, { fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, globalAlpha: 1, font: '12px sans-serif', textAlign: 'start', direction: 'ltr', lineCap: 'butt', lineJoin: 'miter', textBaseline: 'alphabetic' });
    this.dash = [];
    this.stack = [];
    this.ruler = document.createElement('canvas').getContext('2d');
  }
  save() { this.stack.push([this.globalAlpha, this.dash]); }
  restore() { [this.globalAlpha, this.dash] = this.stack.pop(); }
  setLineDash(dash) { this.dash = dash; }
  beginPath() { this.path = ''; }
  moveTo(x, y) { this.path += `M${short(x)} ${short(y)}`; }
  lineTo(x, y) { this.path += `L${short(x)} ${short(y)}`; }
  quadraticCurveTo(a, b, x, y) { this.path += `Q${short(a)} ${short(b)} ${short(x)} ${short(y)}`; }
  closePath() { this.path += 'Z'; }
  arc(x, y, r) {
    this.path += `M${short(x - r)} ${short(y)}a${short(r)} ${short(r)} 0 1 0 ${short(2 * r)} 0a${short(r)} ${short(r)} 0 1 0 ${short(-2 * r)} 0Z`;
  }
  rect(x, y, w, h) { this.path += `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}Z`; }
  fillRect(x, y, w, h) { this.beginPath(); this.rect(x, y, w, h); this.fill(); }
  fill() { if (this.path) this.parts.push(`<path d="${this.path}" fill="${this.fillStyle}"${this.alpha()}/>`); }
  stroke() {
    if (!this.path) return;
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map(short).join(' ')}"` : '';
    this.parts.push(`<path d="${this.path}" fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}" stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"${dash}${this.alpha()}/>`);
  }
  alpha() { return this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : ''; }
  measureText(text) { this.ruler.font = this.font; return this.ruler.measureText(text); }
  strokeText(text, x, y) { this.text(text, x, y, `fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}" stroke-linejoin="round"`); }
  fillText(text, x, y) { this.text(text, x, y, `fill="${this.fillStyle}"`); }
  text(text, x, y, paint) {
    const font = /^(?:italic )?(?:(\d+) )?([\d.]+)px (.*)$/.exec(this.font), italic = this.font.startsWith('italic ') ? ' font-style="italic"' : '';
    const side = { center: 'middle', start: 'start', end: 'end', left: this.direction === 'rtl' ? 'end' : 'start', right: this.direction === 'rtl' ? 'start' : 'end' }[this.textAlign];
    const drop = this.textBaseline === 'middle' ? ' dy="0.34em"' : '';
    this.parts.push(`<text x="${short(x)}" y="${short(y)}"${drop} font-size="${font[2]}" font-weight="${font[1] || 400}"${italic} font-family="${xml(font[3].replace(/"/g, "'"))}" text-anchor="${side}" direction="${this.direction}" ${paint}${this.alpha()}>${xml(text)}</text>`);
  }
  toString() {
    const [w, h] = this.size;
    return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">\n${this.parts.join('\n')}\n</svg>\n`;
  }
}

// Without halves of surrogate pairs, which no file can hold.
function whole(text) { return text.toWellFormed ? text.toWellFormed() : text; }

function short(n) { return Math.round(n * 100) / 100; }

// Text inside XML: markup characters escaped, what XML cannot hold left out.
function xml(text) {
  return whole(String(text)).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
