/** The order of the suites: those on a whole running system take longest, so they begin first and the short ones fill the gaps. */
const { default: Sequencer } = require('@jest/test-sequencer');

module.exports = class extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => path.endsWith('.e2e.spec.ts');
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
