// The page's texts in the reader's language, and numbers and moments as that language writes them.
import en from './en.js';
import es from './es.js';
import ru from './ru.js';

export const ALL = { en, es, ru };

export const language =
  (navigator.languages || [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in ALL) || 'en';

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const date = new Intl.DateTimeFormat(language, {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

/** A text; {name} takes a value, and {n} also chooses the plural form. */
export function t(key, values = {}) {
  const found = ALL[language][key] ?? ALL.en[key] ?? key;
  const text = typeof found === 'string' ? found : found[plurals.select(values.n)] ?? found.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? number(value) : value;
  });
}

export const has = (key) => key in ALL.en;

/** Beyond a hundred nobody reads the tenths. */
export const number = (value) => numbers.format(value >= 100 ? Math.round(value) : value);

/** Today's moments as a time, others with their date. */
export function moment(iso) {
  const when = new Date(iso);
  return when.toDateString() === new Date().toDateString() ? clock.format(when) : date.format(when);
}

export const timeOf = (when) => clock.format(when);

const ago = new Intl.RelativeTimeFormat(language, { numeric: 'always' });

const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

/** "3 minutes ago", "in 2 hours". */
export function relative(iso, now = Date.now()) {
  const seconds = (new Date(iso) - now) / 1000;
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) || UNITS[3];
  return ago.format(Math.round(seconds / size), unit);
}

/** Texts from outside: what would move the cursor or turn the writing direction is shown as its number. */
export function visible(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (c) =>
    `⟨${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** The beginning of a long text. */
export function shortened(text, most) {
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}
