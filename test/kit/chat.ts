/** An OpenAI-compatible endpoint on the loopback interface that answers as told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an endpoint is asked. */
export interface Chat {
  headers: IncomingMessage['headers'];
  path: string;
  body: { model: string; temperature: number; messages: { role: string; content: string }[] };
  /** The questions in the last message. */
  questions: { id: number; context: string; candidates: string[] }[];
}

/** Answers a chat: the text of the message, or what is to be done with the response. */
export type Answering = (chat: Chat, response: ServerResponse) => string | undefined;

export interface ChatServer {
  /** With version, without a slash at the end. */
  url: string;
  chats: Chat[];
  /** May be changed while the server runs. */
  answering: Answering;
  close(): Promise<void>;
}

export const jsonAnswer = (answers: unknown[]): string => JSON.stringify({ answers });

export async function openChat(answering: Answering): Promise<ChatServer> {
  const server = createServer(async (request, response) => {
    let sent = '';
    for await (const part of request) sent += part;
    const body = JSON.parse(sent) as Chat['body'];
    const { questions } = JSON.parse(body.messages.at(-1)?.content ?? '{}');
    const chat = { headers: request.headers, path: request.url ?? '', body, questions };
    opened.chats.push(chat);
    const content = opened.answering(chat, response);
    if (content === undefined) return;
    const message = { role: 'assistant', content };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const opened: ChatServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    chats: [],
    answering,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return opened;
}
