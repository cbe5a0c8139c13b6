"""The smallest goals repository that has one of everything, as `{path: text}`."""

from __future__ import annotations

SMALL = {
    "site_config.yml": (
        "schema: 1\n"
        "site: {name: Acme goals, url: 'https://goals.acme.example/'}\n"
        "people:\n"
        "  ceo: {name: Chief Executive}\n"
        "  sales-lead: {name: Head of Sales, team: sales}\n"
    ),
    "goals/index.md": "We sell what we believe in.\n",
    "goals/grow.md": (
        "---\ntitle: Grow\nlevel: organization\nkind: objective\nowner: ceo\ncycle: 2026\n"
        "rollup: children\n---\n"
        "Growth pays for the rest.\n"
    ),
    "goals/sales/index.md": "---\ntitle: Sales\nlead: sales-lead\n---\nWe sell.\n",
    "goals/sales/win.md": (
        "---\ntitle: Win 20 customers\nlevel: team\nowner: sales-lead\ncycle: 2026-Q4\nsupports: [grow]\n"
        "key_results:\n  - {kpi: customers, target: 20}\n---\n"
        "See [the KPI](../../kpis/customers.md) and [growth](../grow.md).\n"
    ),
    "kpis/customers.md": (
        "---\ntitle: Customers\ndirection: up\nunit: count\ncadence: monthly\n"
        "owner: sales-lead\nteam: sales\n"
        "healthy: {at_least: 10}\n---\nCustomers under contract.\n"
    ),
    "kpis/customers.csv": "date,value\n2026-08,9\n2026-09,10\n2026-10,14\n",
}
