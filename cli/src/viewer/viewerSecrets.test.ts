import { Command } from 'commander';
import { registerViewerCommand } from './viewerCommand.js';
import { dicomWebAuthorization, inferenceServer } from './viewerSecrets.js';

test.each(['--dicomweb', '--server'])('%s takes no password', async (option) => {
  const said: string[] = [];
  const program = new Command()
    .exitOverride()
    .configureOutput({ writeErr: (text) => said.push(text) });
  registerViewerCommand(program);
  const starting = program.parseAsync(['viewer', option, 'http://me:secret@127.0.0.1:8042/'], {
    from: 'user',
  });
  await expect(starting).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  expect(said.join('')).toContain('leave out user and password');
});

test('a PACS gets a token, else a user and their password, else nothing', () => {
  const user = { MP_DICOMWEB_USER: 'me', MP_DICOMWEB_PASSWORD: 'secret!' };
  expect(dicomWebAuthorization({ ...user, MP_DICOMWEB_TOKEN: 'token' })).toEqual({
    dicomWebAuthorization: 'Bearer token',
  });
  // RFC 7617, section 2.
  const aladdin = { MP_DICOMWEB_USER: 'Aladdin', MP_DICOMWEB_PASSWORD: 'open sesame' };
  expect(dicomWebAuthorization(aladdin)).toEqual({
    dicomWebAuthorization: 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  });
  expect(dicomWebAuthorization({ MP_DICOMWEB_PASSWORD: 'secret!' })).toEqual({});
});

test('a server gets a token, where there is one', () => {
  const url = new URL('http://127.0.0.1:8080');
  expect(inferenceServer(url, { MP_INFERENCE_TOKEN: 'token' })).toEqual({ url, token: 'token' });
  expect(inferenceServer(url, {})).toEqual({ url });
});
