#!/usr/bin/env bash
# Makes the desk's static files anew: style from GOV.UK Frontend and the Ministry of Justice's components with our own
# colours and font, their script, and axe-core for the tests. What it writes is committed, so only a change needs it.
#   ./bygg.sh            needs npm
set -euo pipefail
cd "$(dirname "$0")"
har=$PWD
ut=../statiskt
prov=../../../tests/starter/skrivbord/verktyg
bygge=$(mktemp -d)
trap 'rm -rf "$bygge"' EXIT
cp package.json skrivbord.scss "$bygge"/
cd "$bygge"
npm install --no-audit --no-fund --ignore-scripts --silent
npx sass --load-path=. --load-path=node_modules/govuk-frontend/dist --load-path=node_modules --style=compressed --no-source-map \
    --quiet-deps skrivbord.scss skrivbord.css
cd "$har/$ut"
cp "$bygge"/skrivbord.css .
# What it was made of, so that a style edited beside its source is found out (tests/starter/skrivbord/test_stilen.py).
printf '/* %s */\n' "$(cat "$har"/skrivbord.scss "$har"/package.json | sha256sum | cut -c1-16)" >> skrivbord.css
cp "$bygge"/node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js .
sed -i '/^\/\/# sourceMappingURL/d' govuk-frontend.min.js
for vikt in 400 600; do
    cp "$bygge"/node_modules/@fontsource/source-sans-3/files/source-sans-3-latin-$vikt-normal.woff2 .
done
# The two MIT packages ship no licence file; licenser/mit.txt is their text, kept by hand.
mkdir -p licenser
cp "$bygge"/node_modules/@fontsource/source-sans-3/LICENSE licenser/source-sans-3.txt
mkdir -p "$har/$prov"
cp "$bygge"/node_modules/axe-core/axe.min.js "$har/$prov"/axe.min.js
cp "$bygge"/node_modules/axe-core/LICENSE "$har/$prov"/axe.LICENSE.txt
