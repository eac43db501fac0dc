/** What pages do by themselves where scripts run; without them every page works all the same. */
import { initAll } from './govuk.js';
import './htmx.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

/** A hold that runs out: counts down, then asks for the page again, which says what is the case. */
for (const timer of document.querySelectorAll('[data-countdown]')) {
  const end = performance.now() + Number(timer.dataset.countdown) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    timer.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (left > 0) setTimeout(tick, 500);
    else location.replace(location.href);
  };
  tick();
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

/** Puts where the browser is into the form, and asks. */
for (const button of document.querySelectorAll('[data-near]')) {
  button.hidden = !('geolocation' in navigator);
  button.addEventListener('click', () =>
    navigator.geolocation.getCurrentPosition(({ coords: { latitude, longitude } }) => {
      button.form.elements.near.value = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
      button.form.requestSubmit();
    }),
  );
}

/** What is there in several languages is shown in one after the other. */
const TURN_MS = 8000;
for (const speaker of document.querySelectorAll('[data-turns]')) {
  const languages = speaker.dataset.turns.split(' ');
  const speak = (turn) => {
    speaker.dataset.turn = languages[turn % languages.length];
    setTimeout(speak, TURN_MS, turn + 1);
  };
  speak(0);
}

/** A screen that is sent its content as it changes. The browser connects again by itself, but not after a refusal. */
const follow = (screen) => {
  const source = new EventSource(screen.dataset.screen);
  source.addEventListener('message', ({ data }) => {
    screen.innerHTML = data;
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, 3000, screen);
  });
};
document.querySelectorAll('[data-screen]').forEach(follow);
