#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _74
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _131 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _132 = (8u * _131);
constant uint _133 = (4u * _132);
constant uint _156 = (_132 + 4u);

struct _171
{
    uint2 _m0[1];
};

constant uint _192 = (32u * _156);

struct _214
{
    uint2 _m0[1];
};

constant uint _233 = (32u * _156);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _247 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _258 = (_247 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _259 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _260 = (_258 * _259);
constant uint _261 = (4u * _260);
constant uint _284 = (_260 + 4u);

struct _291
{
    float4 _m0[1];
};

constant uint _316 = (32u * _284);

struct _343
{
    uint _m0[1];
};

constant uint _370 = (_131 * _259);
constant uint _372 = (_131 * _259);
constant uint _377 = (_131 * _259);
constant uint _393 = (_131 * _259);
constant uint _395 = (_131 * _259);
constant uint _400 = (_131 * _259);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _432 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _596 = (_131 * _259);

struct _676
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _706 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_706, 1u, 1u);

kernel void main0(constant _74& _76 [[buffer(0)]], const device _343& _345 [[buffer(1)]], const device _291& _293 [[buffer(2)]], const device _171& _173 [[buffer(3)]], const device _214& _216 [[buffer(5)]], device _676& _678 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _195[_192];
    threadgroup float _236[_233];
    threadgroup float _319[_316];
    uint _336 = gl_WorkGroupID.x * _132;
    uint _340 = gl_WorkGroupID.y * _260;
    uint _354 = _345._m0[_76._m6] - _76._m7;
    uint _358 = _131 * (gl_LocalInvocationID.x % 8u);
    uint _362 = _259 * (gl_LocalInvocationID.x / 8u);
    float _375[_372];
    float _380[_377];
    for (uint _1225 = 0u; _1225 < _370; )
    {
        _380[_1225] = 0.0;
        _375[_1225] = 0.0;
        _1225++;
        continue;
    }
    float _398[_395];
    float _403[_400];
    for (uint _1226 = 0u; _1226 < _393; )
    {
        _403[_1226] = 0.0;
        _398[_1226] = 0.0;
        _1226++;
        continue;
    }
    for (uint _1227 = gl_LocalInvocationID.x; _1227 < _133; )
    {
        uint _753 = _1227 / 4u;
        uint _760 = _1227 % 4u;
        uint _769 = ((4u * _760) * _156) + _753;
        uint _776 = (4u * (min((_336 + _753), (_76._m3 - 1u)) * _76._m0)) + _760;
        float4 _918 = as_type<float4>(uint4(_173._m0[_776].x << uint(16), _173._m0[_776].x & 4294901760u, _173._m0[_776].y << uint(16), _173._m0[_776].y & 4294901760u));
        _195[_769] = _918.x;
        uint _1470 = _769 + _156;
        _195[_1470] = _918.y;
        uint _1482 = _769 + (2u * _156);
        _195[_1482] = _918.z;
        uint _1494 = _769 + (3u * _156);
        _195[_1494] = _918.w;
        float4 _945 = as_type<float4>(uint4(_216._m0[_776].x << uint(16), _216._m0[_776].x & 4294901760u, _216._m0[_776].y << uint(16), _216._m0[_776].y & 4294901760u));
        _236[_769] = _945.x;
        _236[_1470] = _945.y;
        _236[_1482] = _945.z;
        _236[_1494] = _945.w;
        _1227 += _247;
        continue;
    }
    for (uint _1228 = gl_LocalInvocationID.x; _1228 < _261; )
    {
        uint _838 = _1228 / 4u;
        uint _845 = _1228 % 4u;
        uint _854 = ((4u * _845) * _284) + _838;
        uint _864 = ((_76._m7 + min((_340 + _838), (_354 - 1u))) * (_76._m2 / 4u)) + _845;
        _319[_854] = _293._m0[_864].x;
        _319[_854 + _284] = _293._m0[_864].y;
        _319[_854 + (2u * _284)] = _293._m0[_864].z;
        _319[_854 + (3u * _284)] = _293._m0[_864].w;
        _1228 += _247;
        continue;
    }
    float _492[_259];
    uint _1243;
    uint _1293;
    for (uint _1229 = 0u, _1236 = 0u, _1239 = 0u; _1229 < _76._m0; _1239 = _1293, _1236 = _1243, _1229++)
    {
        uint _433 = _1236 + _432;
        bool _439 = _433 >= _76._m0;
        if (_439)
        {
            uint _444 = _1239 + uint(1);
            _1293 = _444;
            _1243 = _444;
        }
        else
        {
            _1293 = _1239;
            _1243 = _433;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _448 = _1229 + 1u;
        if (_448 < _76._m0)
        {
            uint _456 = _448 & 1u;
            for (uint _1244 = gl_LocalInvocationID.x; _1244 < _133; )
            {
                uint _979 = _1244 / 4u;
                uint _986 = _1244 % 4u;
                uint _995 = (((16u * _456) + (4u * _986)) * _156) + _979;
                uint _1002 = (4u * ((min((_336 + _979), (_76._m3 - 1u)) * _76._m0) + _1243)) + _986;
                float4 _1144 = as_type<float4>(uint4(_173._m0[_1002].x << uint(16), _173._m0[_1002].x & 4294901760u, _173._m0[_1002].y << uint(16), _173._m0[_1002].y & 4294901760u));
                _195[_995] = _1144.x;
                uint _1326 = _995 + _156;
                _195[_1326] = _1144.y;
                uint _1338 = _995 + (2u * _156);
                _195[_1338] = _1144.z;
                uint _1350 = _995 + (3u * _156);
                _195[_1350] = _1144.w;
                float4 _1171 = as_type<float4>(uint4(_216._m0[_1002].x << uint(16), _216._m0[_1002].x & 4294901760u, _216._m0[_1002].y << uint(16), _216._m0[_1002].y & 4294901760u));
                _236[_995] = _1171.x;
                _236[_1326] = _1171.y;
                _236[_1338] = _1171.z;
                _236[_1350] = _1171.w;
                _1244 += _247;
                continue;
            }
            for (uint _1245 = gl_LocalInvocationID.x; _1245 < _261; )
            {
                uint _1064 = _1245 / 4u;
                uint _1071 = _1245 % 4u;
                uint _1080 = (((16u * _456) + (4u * _1071)) * _284) + _1064;
                uint _1090 = (((_76._m7 + min((_340 + _1064), (_354 - 1u))) * (_76._m2 / 4u)) + (4u * _1243)) + _1071;
                _319[_1080] = _293._m0[_1090].x;
                _319[_1080 + _284] = _293._m0[_1090].y;
                _319[_1080 + (2u * _284)] = _293._m0[_1090].z;
                _319[_1080 + (3u * _284)] = _293._m0[_1090].w;
                _1245 += _247;
                continue;
            }
        }
        uint _470 = 16u * (_1229 & 1u);
        uint _1249;
        _1249 = _470;
        for (; _1249 < (_470 + 16u); _1249++)
        {
            for (uint _1260 = 0u; _1260 < _259; )
            {
                _492[_1260] = _319[((_1249 * _284) + _362) + _1260];
                _1260++;
                continue;
            }
            uint _1261;
            _1261 = 0u;
            for (; _1261 < _131; _1261++)
            {
                uint _519 = ((_1249 * _156) + _358) + _1261;
                for (uint _1264 = 0u; _1264 < _259; )
                {
                    uint _533 = (_1264 * _131) + _1261;
                    _375[_533] = fma(_492[_1264], _195[_519], _375[_533]);
                    _1264++;
                    continue;
                }
                for (uint _1267 = 0u; _1267 < _259; )
                {
                    uint _567 = (_1267 * _131) + _1261;
                    _398[_567] = fma(_492[_1267], _236[_519], _398[_567]);
                    _1267++;
                    continue;
                }
            }
        }
        if (_439)
        {
            for (uint _1251 = 0u; _1251 < _596; )
            {
                _380[_1251] += _375[_1251];
                _375[_1251] = 0.0;
                _403[_1251] += _398[_1251];
                _398[_1251] = 0.0;
                _1251++;
                continue;
            }
        }
    }
    for (uint _1230 = 0u; _1230 < _259; _1230++)
    {
        for (uint _1231 = 0u; _1231 < _131; _1231++)
        {
            bool _646 = ((_336 + _358) + _1231) < _76._m3;
            bool _656;
            if (_646)
            {
                _656 = ((_340 + _362) + _1230) < _354;
            }
            else
            {
                _656 = _646;
            }
            if (_656)
            {
                uint _663 = (_1230 * _131) + _1231;
                _678._m0[((((((_340 + _362) + _1230) * _76._m5) + _76._m4) + _336) + _358) + _1231] = (_380[_663] / (1.0 + exp(fma((0.0447149984538555145263671875 * _380[_663]) * _380[_663], _380[_663], _380[_663]) * (-1.5957691669464111328125)))) * _403[_663];
            }
        }
    }
}

