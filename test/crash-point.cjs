/**
 * Loaded into an app by `--require`: ends the process with SIGKILL at a named point of its path, once, when a file of
 * the name `<app>.<point>` lies in CRASH_FOLDER. The product itself knows nothing of it.
 */
const { existsSync, unlinkSync } = require('node:fs');
const { join } = require('node:path');

const app = /apps\/([a-z-]+)\/src\/main\.js$/.exec(process.argv[1] ?? '')?.[1];

function reach(point) {
  const file = join(process.env.CRASH_FOLDER, `${app}.${point}`);
  if (!existsSync(file)) return;
  unlinkSync(file);
  process.kill(process.pid, 'SIGKILL');
}

/** Calls `reach` before and after an asynchronous method. */
const around = (owner, method, points) => {
  const original = owner[method];
  owner[method] = function (...args) {
    reach(points[0]);
    const result = original.apply(this, args);
    return result?.then ? result.then((value) => (reach(points[1]), value)) : result;
  };
};

if (app && process.argv[2] !== 'migrate') {
  const { query } = require('pg').Client.prototype;
  /** A commit of the log is one query; whoever hears of it dies before the answer counts. */
  require('pg').Client.prototype.query = function (asked, ...rest) {
    if (asked?.constructor.name === 'Breath') {
      reach('before-commit');
      const { handleReadyForQuery } = asked;
      asked.handleReadyForQuery = function () {
        reach('after-commit');
        handleReadyForQuery.call(this);
      };
    }
    return query.call(this, asked, ...rest);
  };
  around(require('nodemailer/lib/mailer').prototype, 'sendMail', ['before-send', 'after-send']);
  const { Kafka } = require('kafkajs');
  const { producer, consumer } = Kafka.prototype;
  Kafka.prototype.producer = function (options) {
    const made = producer.call(this, options);
    around(made, 'sendBatch', ['before-publish', 'after-publish']);
    return made;
  };
  Kafka.prototype.consumer = function (options) {
    const made = consumer.call(this, options);
    const { run } = made;
    made.run = (config) => {
      around(config, 'eachBatch', ['before-consume', 'after-consume']);
      return run(config);
    };
    return made;
  };
}
