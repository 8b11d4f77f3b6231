// Spellings to one comparable form, as ontology/folding.py does it: «أبو قصرة» gives «ابو قصره».
const DIACRITICS = /[\u064b-\u0652\u0670\u0640]/g;
const SEATS = { 'ؤ': 'و', 'ئ': 'ي', 'گ': 'ك', 'ڤ': 'ف', 'پ': 'ب', 'چ': 'ج', 'ک': 'ك', 'ی': 'ي', 'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ى': 'ي', 'ة': 'ه' };
const SEAT = new RegExp('[' + Object.keys(SEATS).join('') + ']', 'g');

function fold(text) {
  text = text.normalize('NFKC').replace(DIACRITICS, '').replace(SEAT, (c) => SEATS[c]);
  text = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(SEAT, (c) => SEATS[c]);
  return text.replace(/[^\p{L}\p{N}_]+/gu, ' ').trim().toLowerCase().replace(/ß/g, 'ss');
}

// The folded text with the article «ال» taken off every word.
function bare(text) {
  return fold(text).split(' ').map((w) => (w.startsWith('ال') && w.length > 4 ? w.slice(2) : w)).join(' ');
}

// Consonants that survive the way between Arabic, English and Turkish spelling.
const SOUNDS = {
  'ب': 'b', 'ت': 't', 'ث': 't', 'ج': 'g', 'ح': 'h', 'خ': 'x', 'د': 'd', 'ذ': 'd', 'ر': 'r', 'ز': 'z', 'س': 's', 'ش': 'c', 'ص': 's',
  'ض': 'd', 'ط': 't', 'ظ': 'z', 'غ': 'g', 'ف': 'f', 'ق': 'k', 'ك': 'k', 'ل': 'l', 'م': 'm', 'ن': 'n', 'ه': 'h',
  b: 'b', c: 'k', d: 'd', f: 'f', g: 'g', h: 'h', j: 'g', k: 'k', l: 'l', m: 'm', n: 'n', p: 'b', q: 'k', r: 'r', s: 's', t: 't', v: 'f', x: 'ks', z: 'z',
};
const TWINS = [[/[şŞ]/g, 'sh'], [/[çÇ]/g, 'ch'], [/تش/g, 'ش'], [/sch|tch|ch|sh/g, 'ʃ'], [/kh/g, 'χ'], [/gh|dj/g, 'g'], [/th/g, 't'], [/dh/g, 'd'], [/ph/g, 'f']];

function skeleton(text) {
  text = text.toLowerCase().replace(/(?<!\p{L})(al|el|as|ash|an|ar|at|ad|az)[-\u2010 ]+/gu, '').replace(/c(?=[eiı])/g, 'j');
  for (const [pattern, by] of TWINS) text = text.replace(pattern, by);
  return bare(text).split(' ').map(bones).filter(Boolean).join(' ');
}

function bones(word) {
  let out = '';
  for (const letter of word.replace(/ه$/, '').replace(/([aeiou])h$/, '$1')) {
    const sound = letter === 'ʃ' ? 'c' : letter === 'χ' ? 'x' : SOUNDS[letter] || '';
    if (sound && !out.endsWith(sound)) out += sound;
  }
  return out;
}
