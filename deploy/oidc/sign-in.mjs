/** The page on which a person chooses which specimen user to be; there are no passwords. */
import { people, personOf } from './people.mjs';

export function signIn(provider) {
  return async (context, next) => {
    if (context.path === '/health/ready') {
      context.body = { status: 'ok' };
    } else if (context.path.startsWith('/sign-in/') && context.method === 'GET') {
      const { uid } = await provider.interactionDetails(context.req, context.res);
      context.type = 'html';
      context.body = choicePage(uid);
    } else if (context.path.startsWith('/sign-in/') && context.method === 'POST') {
      const sub = await chosen(context.req);
      context.assert(personOf(sub), 400, 'There is no such specimen user.');
      await provider.interactionFinished(context.req, context.res, { login: { accountId: sub } });
      context.respond = false;
    } else {
      await next();
    }
  };
}

async function chosen(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body).get('sub');
}

const choicePage = (uid) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to Qeyd</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 30rem; padding: 0 1rem }
  button { display: block; width: 100%; text-align: left; font: inherit; padding: .7rem 1rem; margin: .5rem 0; cursor: pointer }
  small { color: #555 }
</style>
<body>
<h1>Sign in to Qeyd</h1>
<p>This is a specimen provider. Choose who you are.</p>
<form method="post" action="/sign-in/${uid}">
${people.map(({ sub, name, role, office }) => `<button name="sub" value="${sub}">${name}<br><small>${role}${office ? `, ${office}` : ''}</small></button>`).join('\n')}
</form>
</body>
</html>
`;
