// Interface words, numbers and dates in the language chosen.
const WORDS = JSON.parse(document.getElementById('words').textContent);
const LOCALE = { ar: 'ar-SY-u-nu-latn-ca-gregory', en: 'en-GB' };
const plurals = { ar: new Intl.PluralRules('ar'), en: new Intl.PluralRules('en') };
const formats = {};
let language = 'ar';

function say(key, values) {
  const text = WORDS[language][key];
  return typeof text === 'string' ? fill(text, values) : text;
}

function count(key, n) {
  const forms = WORDS[language][key];
  const form = n === 0 && forms.zero !== undefined ? forms.zero : forms[plurals[language].select(n)] || forms.other;
  return fill(form, { n: number(n) });
}

// A value inside a sentence is isolated, so that neither direction disturbs the other.
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values ? values[name] : '';
    return typeof value === 'number' ? number(value) : isolate(String(value));
  });
}

function isolate(text) {
  return /^[\d.,٪%]*$/.test(text) ? text : '\u2068' + inert(text) + '\u2069';
}

// Direction overrides and embeddings in names would turn their surroundings: they are left out where shown.
function inert(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '');
}

function number(n) {
  return format('number', () => new Intl.NumberFormat(LOCALE[language])).format(n);
}

function format(kind, make) {
  const key = language + kind;
  return formats[key] || (formats[key] = make());
}

// A date as precise as it is known: 2025-10-12, 2025-10 or 2025.
function dateText(iso) {
  if (!iso) return say('no_date');
  const parts = iso.split('-').map(Number);
  if (parts.some(Number.isNaN)) return iso;
  if (parts.length === 1) return String(parts[0]);
  const options = { year: 'numeric', month: 'long', timeZone: 'UTC' };
  if (parts.length > 2) options.day = 'numeric';
  const maker = format('date' + parts.length, () => new Intl.DateTimeFormat(LOCALE[language], options));
  return maker.format(Date.UTC(parts[0], parts[1] - 1, parts[2] || 1));
}

function monthText(day) {
  const options = { year: 'numeric', month: 'short', timeZone: 'UTC' };
  return format('month', () => new Intl.DateTimeFormat(LOCALE[language], options)).format(day * 86400000);
}

function isoDay(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

// The label of a thing in the language chosen, else in the other, else any.
function labelOf(labels) {
  if (!labels) return '';
  const order = language === 'ar' ? ['ar', 'en', 'ar-Latn', 'tr'] : ['en', 'tr', 'ar-Latn', 'ar'];
  for (const tag of order) if (labels[tag]) return labels[tag];
  return Object.values(labels)[0] || '';
}

const ARABIC = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]/;
function directionOf(text) {
  const letters = text.match(/[A-Za-z\u00c0-\u024f\u0600-\u06ff]/);
  return letters && ARABIC.test(letters[0]) ? 'rtl' : letters ? 'ltr' : language === 'ar' ? 'rtl' : 'ltr';
}
