// A publisher of packs with a key that is thrown away, in minisign's format.

import crypto from "node:crypto";
import fs from "node:fs";

export class Publisher {
  private readonly keys = crypto.generateKeyPairSync("ed25519");
  private readonly id = crypto.randomBytes(8);

  /** The public key as the one line that begins with RW. */
  get key(): string {
    const der = this.keys.publicKey.export({ type: "spki", format: "der" });
    return Buffer.concat([Buffer.from("Ed"), this.id, der.subarray(-32)]).toString("base64");
  }

  /** The SHA-256 of the key's 42 bytes, in groups. */
  get fingerprint(): string {
    const digits = crypto.createHash("sha256").update(Buffer.from(this.key, "base64")).digest("hex");
    return digits.match(/.{8}/g)!.join(" ");
  }

  /** Writes a pack's file, its signature and, where asked for, the key beside it. */
  publish(file: string, pack: Buffer, { withKey = false } = {}): void {
    const hash = crypto.createHash("blake2b512").update(pack).digest();
    const signature = crypto.sign(null, hash, this.keys.privateKey);
    const comment = "timestamp:1795000000";
    const whole = crypto.sign(
      null,
      Buffer.concat([signature, Buffer.from(comment)]),
      this.keys.privateKey,
    );
    const first = Buffer.concat([Buffer.from("ED"), this.id, signature]);
    fs.writeFileSync(file, pack);
    fs.writeFileSync(
      `${file}.minisig`,
      `untrusted comment: for a test\n${first.toString("base64")}\ntrusted comment: ${comment}\n${whole.toString("base64")}\n`,
    );
    if (withKey) fs.writeFileSync(`${file}.pub`, `untrusted comment: for a test\n${this.key}\n`);
  }
}
