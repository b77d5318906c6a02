// Talking to the sandbox.

import { toast } from "./dom.js";
import { word } from "./words.js";

export async function call(path, body) {
  const form = body instanceof FormData;
  const options = body && {
    method: "POST", body: form ? body : JSON.stringify(body), headers: form ? {} : { "Content-Type": "application/json" },
  };
  const response = await fetch(`api/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export async function act(path, body) {
  try {
    return await call(path, body);
  } catch (error) {
    toast(error instanceof TypeError ? word("lost") : error.message);
    return null;
  }
}
