// Preact with htm: components without a build. Whatever stands in ${…} becomes text, never markup.
import { Component, h, render } from './preact.js';
import htm from './htm.js';

export const html = htm.bind(h);
export { Component, render };
