"""http_server.py FILE ACCOUNTS: the server of accounts that the older plugins ask, in small: HTTP, JSON, and a database that is opened for each question.

Prints its port; ends with its standard input. FILE is a new SQLite database. Theirs had a web framework, tokens and an object mapper on top.
"""
import http.server
import json
import os
import sqlite3
import sys
import threading


class Accounts(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        part = self.path.split("/")
        with sqlite3.connect(sys.argv[1]) as database:
            row = database.execute("SELECT granted - charged FROM account WHERE name = ?", (part[4],)).fetchone()
        database.close()
        answer = {"success": True} if row and float(part[2]) <= row[0] else {"success": False, "message": "not enough"}
        body = json.dumps(answer, separators=(",", ":")).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    protocol_version = "HTTP/1.1"

    def log_message(self, format, *arguments):
        pass


def main():
    with sqlite3.connect(sys.argv[1]) as database:
        database.execute("CREATE TABLE account (name TEXT PRIMARY KEY, granted REAL, charged REAL)")
        database.executemany("INSERT INTO account VALUES (?, 1e6, 0)", (("b%05d" % i,) for i in range(int(sys.argv[2]))))
    database.close()
    server = http.server.HTTPServer(("127.0.0.1", 0), Accounts)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()
    os._exit(0)


main()
