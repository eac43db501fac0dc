/** The HTTP side: a page to read the mails, and `GET /api/messages?to=&messageId=&limit=` for programs. */
import { createServer } from 'node:http';

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text).replace(/[&<>"']/g, (character) => escapes[character]);

/** The mails' own HTML is shown in a frame without rights, so nothing else on these pages needs any. */
const headers = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:; frame-src 'self'",
};

const answer = {
  html: (body) => ({ status: 200, type: 'text/html; charset=utf-8', body }),
  json: (value) => ({ status: 200, type: 'application/json', body: JSON.stringify(value) }),
  eml: (body) => ({ status: 200, type: 'text/plain; charset=utf-8', body }),
  missing: () => ({ status: 404, type: 'text/plain', body: 'There is no such mail.\n' }),
};

export function createPage(store) {
  return createServer(async (request, response) => {
    const { status, type, body } = await route(store, ...request.url.split('?'));
    response.writeHead(status, { ...headers, 'content-type': type, 'cache-control': 'no-store' }).end(body);
  });
}

async function route(store, path, query) {
  if (path === '/') return answer.html(listPage(await store.list()));
  if (path === '/api/messages') return answer.json(await store.list(queryOf(new URLSearchParams(query))));
  if (path === '/health/ready') return answer.json({ status: 'ok' });
  const [, api, id, raw] = /^(\/api)?\/messages\/([\w-]+)(\/raw)?$/.exec(path) ?? [];
  const mail = id && (await store.get(id));
  if (!mail) return answer.missing();
  if (raw) return answer.eml(store.raw(id));
  return api ? answer.json(mail) : answer.html(mailPage(mail));
}

function queryOf(parameters) {
  const limit = Number.parseInt(parameters.get('limit') ?? '', 10);
  return { to: parameters.get('to'), messageId: parameters.get('messageId'), ...(limit > 0 && { limit }) };
}

const page = (title, body) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escape(title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #ccc; vertical-align: top }
  iframe { border: 1px solid #ccc; width: 100%; height: 36rem }
  pre { white-space: pre-wrap; background: #f5f5f5; padding: 1rem }
</style>
<body>
${body}
</body>
</html>
`;

function listPage(mails) {
  const rows = mails.map(
    (mail) =>
      `<tr><td>${escape(mail.receivedAt)}</td><td>${escape(mail.to.join(', '))}</td>` +
      `<td><a href="/messages/${escape(mail.id)}">${escape(mail.subject || '(no subject)')}</a></td></tr>`,
  );
  const table = `<table><tr><th>Received</th><th>To</th><th>Subject</th></tr>\n${rows.join('\n')}</table>`;
  return page(
    'Mailbox',
    `<meta http-equiv="refresh" content="3">\n<h1>Mailbox</h1>\n<p>The newest 100 mails. None of them left this machine.</p>\n${rows.length ? table : '<p>No mail yet.</p>'}`,
  );
}

function mailPage(mail) {
  const facts = { From: mail.from, To: mail.to.join(', '), Received: mail.receivedAt, 'Message-ID': mail.messageId ?? '–' };
  const rows = Object.entries(facts).map(([name, value]) => `<tr><th>${name}</th><td>${escape(value)}</td></tr>`);
  return page(
    mail.subject,
    `<p><a href="/">All mails</a> · <a href="/api/messages/${escape(mail.id)}/raw">as it came</a></p>
<h1>${escape(mail.subject)}</h1>
<table>${rows.join('')}</table>
${mail.html ? `<h2>HTML</h2>\n<iframe sandbox title="The mail as HTML" srcdoc="${escape(mail.html)}"></iframe>` : ''}
<h2>Text</h2>
<pre>${escape(mail.text)}</pre>`,
  );
}
