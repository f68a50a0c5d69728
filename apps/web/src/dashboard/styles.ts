/** The dashboard's styles, for every page that shows it. */
import "../style/dashboard.css";
import "../style/menu.css";
import "../style/chart.css";
import "../style/tables.css";
import "../style/insight.css";
import "../style/map.css";
import "../style/rules.css";
import "../style/workers.css";
import "../style/guard.css";
import "../style/tiles.css";
import "../style/selectedWorker.css";
import "../style/settings.css";
import "../style/lessons.css";
