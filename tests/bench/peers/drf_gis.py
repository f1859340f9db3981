"""What a GeoDjango user would write: a row a fix, checked by djangorestframework-gis, bulk create.

Run by gunicorn in the peers' own environment; `PEER_DATABASE` names a PostGIS database.
"""

import os

import django
import orjson
from django.conf import settings
from django.core.wsgi import get_wsgi_application

host, name = os.environ["PEER_DATABASE"].split(" ")
settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={
        "default": {
            "ENGINE": "django.contrib.gis.db.backends.postgis",
            "HOST": host,
            "NAME": name,
            "USER": "xunhu",
            "CONN_MAX_AGE": 600,
        }
    },
    INSTALLED_APPS=["rest_framework", "rest_framework_gis"],
    REST_FRAMEWORK={"UNAUTHENTICATED_USER": None, "DEFAULT_AUTHENTICATION_CLASSES": []},
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    SECRET_KEY="of no use",
)
django.setup()

from datetime import UTC, datetime  # noqa: E402

from django.contrib.gis.db import models  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework.serializers import ListSerializer  # noqa: E402
from rest_framework_gis.serializers import GeoFeatureModelSerializer  # noqa: E402


class Fix(models.Model):
    patrol = models.UUIDField()
    time = models.DateTimeField()
    accuracy_m = models.FloatField()
    place = models.PointField(srid=4326, spatial_index=True)

    class Meta:
        app_label = "peer"
        indexes = [models.Index(fields=["patrol", "time"], name="fix_patrol_time")]  # noqa: RUF012


class Many(ListSerializer):
    def create(self, checked):
        return Fix.objects.bulk_create([Fix(**one) for one in checked], batch_size=5000)


class FixSerializer(GeoFeatureModelSerializer):
    class Meta:
        model = Fix
        geo_field = "place"
        fields = ("patrol", "time", "accuracy_m")
        list_serializer_class = Many


def features(body):
    """The fixes of a body, each as the feature that the serializer asks for."""
    for raw in body.split(b"\x1e")[1:]:
        told = orjson.loads(raw)
        if told["properties"]["kind"] != "track_segment":
            continue
        columns = told["properties"]["data"]
        fixes = zip(
            told["geometry"]["coordinates"], columns["times"], columns["accuracy_m"], strict=True
        )
        for place, time_ms, accuracy_m in fixes:
            yield {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": place},
                "properties": {
                    "patrol": told["properties"]["refs"]["patrol"],
                    "time": datetime.fromtimestamp(time_ms / 1000, UTC).isoformat(),
                    "accuracy_m": accuracy_m,
                },
            }


def push(request: HttpRequest) -> JsonResponse:
    checked = FixSerializer(data=list(features(request.body)), many=True)
    checked.is_valid(raise_exception=True)
    with transaction.atomic():
        checked.save()
    return JsonResponse({"stored": len(checked.validated_data)})


urlpatterns = [path("push", push)]
app = get_wsgi_application()
if "fix" not in {name.removeprefix("peer_") for name in connection.introspection.table_names()}:
    with connection.schema_editor() as editor:
        editor.create_model(Fix)
