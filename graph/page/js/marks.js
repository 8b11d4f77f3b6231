// The mark of an actor: person round, organisation square, country hexagon, place triangle, group diamond.
function traceMark(ctx, type, x, y, r) {
  if (type === 0) { ctx.moveTo(x + r, y); ctx.arc(x, y, r, 0, 2 * Math.PI); return; }
  if (type === 1) { const d = r * 0.89; polygon(ctx, [[x - d, y - d], [x + d, y - d], [x + d, y + d], [x - d, y + d]]); return; }
  if (type === 2) { regular(ctx, x, y, r * 1.1, 6, 0); return; }
  if (type === 3) { regular(ctx, x, y + r * 0.15, r * 1.2, 3, -Math.PI / 2); return; }
  regular(ctx, x, y, r * 1.2, 4, -Math.PI / 2);
}

function regular(ctx, x, y, r, corners, turn) {
  const points = [];
  for (let k = 0; k < corners; k++) {
    const angle = turn + (2 * Math.PI * k) / corners;
    points.push([x + r * Math.cos(angle), y + r * Math.sin(angle)]);
  }
  polygon(ctx, points);
}

function polygon(ctx, points) {
  points.forEach(([x, y], k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.closePath();
}

const INK = {
  light: { paper: '#fbfaf7', text: '#22252b', soft: '#6a6d75', rule: '#dcd9d1', accent: '#a5341f' },
  dark: { paper: '#14171c', text: '#e9e7e2', soft: '#9da1aa', rule: '#2c3139', accent: '#ffb39f' },
};

function countryColour(country, theme) {
  const colour = country >= 0 && D.countries[country].colour;
  return (colour || D.other)[theme];
}
