/** What is measured of the queue: who gets a place when many ask at once, and what it costs to compute which are free. */
const own = (name) => new URL(`own/${name}.mjs`, import.meta.url);

const agenda = { is: 'the agenda', module: own('agenda') };
const desk = { is: 'the desk', module: own('desk') };
const counter = (is, operation) => ({ is, module: new URL('peers/counter.mjs', import.meta.url), operation });
const update = counter('a conditional UPDATE each', 'update');
const forUpdate = counter('SELECT … FOR UPDATE each', 'forUpdate');
const keyed = { is: 'a row by its primary key', module: own('finder'), operation: 'key' };

const slots = { attempts: 2000, slots: 50, seats: 10 };
const finding = (name, what, most) => ({
  ...{ name, what, unit: 'ms', figure: 'p99', operation: name, load: { callers: 4, offices: 100 } },
  ...{ needs: ['redis'], subject: { is: 'Qeyd', module: own('finder') } },
  goals: [{ beside: keyed, most, figure: 'p99', unit: 'ms' }],
});

/** As the rows of the log are: see bench/log/rows.mjs. */
export const rows = [
  {
    name: 'slots',
    what: '2,000 attempts at once for 500 places in 50 slots',
    unit: 'attempts/s',
    operation: 'race',
    load: slots,
    subject: agenda,
    goals: [
      { beside: update, least: 3 },
      { beside: forUpdate, least: 15 },
    ],
  },
  {
    name: 'hot',
    what: '2,000 attempts at once for one slot of 500',
    unit: 'attempts/s',
    operation: 'race',
    load: { attempts: 2000, slots: 1, seats: 500 },
    subject: agenda,
    goals: [{ beside: { ...agenda, is: '50 slots', load: slots }, least: 0.5 }],
  },
  {
    name: 'desk',
    what: 'the same 50 slots through the desk: identified, limited, sealed by the vault',
    unit: 'attempts/s',
    operation: 'race',
    needs: ['redis'],
    load: slots,
    subject: desk,
    goals: [{ beside: update }],
  },
  finding('month', 'free places of one office for a month', 5),
  finding('search', 'the next free place of each of 100 offices', 50),
];
