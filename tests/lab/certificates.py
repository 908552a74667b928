# SPDX-License-Identifier: ISC
# A private CA as AWS Private CA has it: a root, a subordinate CA that issues the
# certificates of the device and of AWS's endpoints, and one of somebody else's.
import os
import shutil

CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
END = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\n"
KEYS = "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"


class Authority:
    def __init__(self, network):
        self.network = network
        self.folder = f"{network.folder}/ca"
        os.mkdir(self.folder)
        for name in ("root", "other-root"):
            self.issue(name, f"/O=Example/CN=Lab {name}", None, CA)
        self.issue("subordinate", "/O=Example/CN=Lab subordinate", "root", CA)
        self.issue("other", "/O=Example/CN=Lab other", "other-root", CA)

    def path(self, name, kind="pem"):
        return f"{self.folder}/{name}.{kind}"

    def openssl(self, *words):
        self.network.run(None, "openssl", *words)

    def issue(self, name, subject, issuer, extensions):
        with open(self.path(name, "ext"), "w", encoding="utf-8") as file:
            file.write(extensions + KEYS)
        self.openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", subject,
                     "-keyout", self.path(name, "key"), "-out", self.path(name, "csr"))
        signer = ["-signkey", self.path(name, "key")] if issuer is None else \
            ["-CA", self.path(issuer), "-CAkey", self.path(issuer, "key"), "-CAcreateserial"]
        self.openssl("x509", "-req", "-in", self.path(name, "csr"), "-days", "2", "-sha256",
                     "-extfile", self.path(name, "ext"), *signer, "-out", self.path(name))

    def equip(self, folder, name, subject, issuer, places, cas):
        """Puts an end's certificate, its key and the CAs that it knows into the directories of PLACES below FOLDER."""
        self.issue(name, subject, issuer, END)
        for place in places:
            os.makedirs(f"{folder}/{place}")
        certs, cacerts, private = (f"{folder}/{place}" for place in places)
        shutil.copy(self.path(name), f"{certs}/{name}.pem")
        shutil.copy(self.path(name, "key"), f"{private}/{name}.key")
        for ca in cas:
            shutil.copy(self.path(ca), f"{cacerts}/{ca}.pem")
