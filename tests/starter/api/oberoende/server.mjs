// npm's oidc-provider with the accounts of the tests: who logs in is said at /vem, everything else is its own.
import Provider from 'oidc-provider';

const [port, hem, klient, hemlighet] = process.argv.slice(2);
const utfardare = `http://127.0.0.1:${port}`;
const LAS_SKRIV = 'las skriv';
let vem = { sub: 'karin', acr: '' };

const provider = new Provider(utfardare, {
  clients: [
    {
      client_id: klient, client_secret: hemlighet, redirect_uris: [`${hem}/inloggad`],
      post_logout_redirect_uris: [`${hem}/`], grant_types: ['authorization_code'], response_types: ['code'],
    },
    {
      client_id: 'robot', client_secret: hemlighet, redirect_uris: [], response_types: [],
      grant_types: ['client_credentials'],
    },
  ],
  claims: { openid: ['sub', 'acr'], profile: ['name'], email: ['email'] },
  pkce: { required: () => true },
  cookies: { keys: ['prov'] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: 'Någon' }) }),
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx) => (ctx.oidc.client?.clientId === 'robot' ? 'urn:insatsflode' : undefined),
      getResourceServerInfo: () => ({ scope: LAS_SKRIV, audience: klient, accessTokenFormat: 'jwt' }),
    },
  },
  interactions: { url: (_, i) => `/interaktion/${i.uid}` },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});
provider.use(async (ctx, next) => {
  if (ctx.path === '/vem') {
    vem = Object.fromEntries(new URLSearchParams(ctx.querystring));
    ctx.body = vem;
    return undefined;
  }
  if (!ctx.path.startsWith('/interaktion/')) return next();
  const login = { accountId: vem.sub, ...(vem.acr ? { acr: vem.acr } : {}), remember: false };
  return provider.interactionFinished(ctx.req, ctx.res, { login });
});
provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('uppe\n'));
