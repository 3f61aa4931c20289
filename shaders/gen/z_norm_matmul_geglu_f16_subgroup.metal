#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _37
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _69 = (_66 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _79 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _114 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _115 = (_114 == 0u);

struct _121
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _144
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _157 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _158 = (_157 + 3u);
constant uint _159 = (_158 / 4u);
constant bool _175 = (_114 == 2u);

struct _207
{
    float _m0[1];
};

struct _224
{
    float _m0[1];
};

struct _245
{
    float _m0[1];
};

struct _297
{
    float _m0[1];
};

constant bool _307 = (_114 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _409 = SPIRV_CROSS_CONSTANT_ID_2;

struct _515
{
    uint2 _m0[1];
};

struct _539
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _566 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _567 = (_566 == 1u);
constant uint _591 = (8u * _79);
constant uint _640 = (_409 + _79);
constant uint _641 = (_640 - 1u);
constant uint _642 = (_641 / _79);
constant bool _679 = (_566 == 1u);

struct _810
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _831 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_831, 1u, 1u);

kernel void main0(constant _121& _123 [[buffer(0)]], const device _144& _146 [[buffer(2)]], const device _297& _299 [[buffer(3)]], const device _224& _226 [[buffer(4)]], const device _207& _209 [[buffer(5)]], device _245& _247 [[buffer(6)]], const device _515& _517 [[buffer(7)]], const device _539& _541 [[buffer(9)]], device _810& _812 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _82[_79];
    threadgroup float4 _162[_159];
    threadgroup float _594[_591];
    uint _410 = gl_WorkGroupID.x * _409;
    do
    {
        if (_115)
        {
            break;
        }
        uint _880 = gl_WorkGroupID.y * _123._m2;
        float _1364;
        _1364 = 0.0;
        for (uint _1363 = gl_LocalInvocationID.x; _1363 < _123._m2; )
        {
            uint _892 = (_880 + _1363) / 4u;
            uint _894 = _1363 % 4u;
            ((threadgroup float*)&_162[_1363 / 4u])[_894] = ((device float*)&_146._m0[_892])[_894];
            _1364 = fma(((device float*)&_146._m0[_892])[_894], ((device float*)&_146._m0[_892])[_894], _1364);
            _1363 += _79;
            continue;
        }
        float _1369;
        if (_175)
        {
            float _1367;
            do
            {
                float _1027 = simd_sum(_1364);
                if (_69)
                {
                    _1367 = _1027;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1031 = simd_is_first();
                if (_1031)
                {
                    _82[gl_SubgroupID] = _1027;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1366;
                _1366 = _82[0];
                for (uint _1365 = 1u; _1365 < gl_NumSubgroups; )
                {
                    _1366 += _82[_1365];
                    _1365++;
                    continue;
                }
                _1367 = _1366;
                break;
            } while(false);
            float _922 = 1.0 / sqrt((_1367 / float(_123._m2)) + _123._m5);
            float _1370;
            _1370 = 0.0;
            float _968;
            for (uint _1368 = gl_LocalInvocationID.x; _1368 < _123._m2; _1370 = _968, _1368 += _79)
            {
                uint _933 = _880 + _1368;
                uint _937 = _1368 / 4u;
                uint _939 = _1368 % 4u;
                float _941 = ((threadgroup float*)&_162[_937])[_939];
                float _948 = fma(_941 * _922, _226._m0[_1368], _209._m0[_933]);
                ((threadgroup float*)&_162[_937])[_939] = _948;
                if (gl_WorkGroupID.x == 0u)
                {
                    _247._m0[_933] = _948;
                }
                _968 = fma(_948, _948, _1370);
            }
            _1369 = _1370;
        }
        else
        {
            _1369 = _1364;
        }
        float _1373;
        do
        {
            float _1069 = simd_sum(_1369);
            if (_69)
            {
                _1373 = _1069;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1073 = simd_is_first();
            if (_1073)
            {
                _82[gl_SubgroupID] = _1069;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1372;
            _1372 = _82[0];
            for (uint _1371 = 1u; _1371 < gl_NumSubgroups; )
            {
                _1372 += _82[_1371];
                _1371++;
                continue;
            }
            _1373 = _1372;
            break;
        } while(false);
        float _984 = 1.0 / sqrt((_1373 / float(_123._m2)) + _123._m4);
        for (uint _1374 = gl_LocalInvocationID.x; _1374 < _123._m2; )
        {
            uint _994 = _1374 / 4u;
            uint _996 = _1374 % 4u;
            ((threadgroup float*)&_162[_994])[_996] = (((threadgroup float*)&_162[_994])[_996] * _984) * _299._m0[_1374];
            _1374 += _79;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _427[_409];
    float _429[_409];
    for (uint _1377 = 0u; _1377 < _409; )
    {
        _429[_1377] = 0.0;
        _427[_1377] = 0.0;
        _1377++;
        continue;
    }
    uint _1378;
    _1378 = gl_LocalInvocationID.x;
    _37 _456[_409];
    _37 _472[_409];
    for (; _1378 < _123._m0; _1378 += _79)
    {
        for (uint _1412 = 0u; _1412 < _409; )
        {
            _37 _1117 = _37{ uint4(4u * ((min((_410 + _1412), (_123._m3 - 1u)) * _123._m0) + _1378)), 1.0, 0.0 };
            _456[_1412] = _1117;
            _472[_1412] = _1117;
            _1412++;
            continue;
        }
        uint _1413;
        _1413 = 0u;
        for (; _1413 < 4u; _1413++)
        {
            uint _500 = (4u * _1378) + _1413;
            float4 _1416;
            do
            {
                if (_307)
                {
                    _1416 = _146._m0[(gl_WorkGroupID.y * (_123._m2 / 4u)) + _500];
                    break;
                }
                _1416 = _162[_500];
                break;
            } while(false);
            for (uint _1417 = 0u; _1417 < _409; )
            {
                uint _522 = _456[_1417]._m0.x + _1413;
                float2 _1154 = float2(as_type<half2>(_517._m0[_522].x));
                float2 _1157 = float2(as_type<half2>(_517._m0[_522].y));
                _427[_1417] = fma(_1416.w, _1157.y, fma(_1416.z, _1157.x, fma(_1416.y, _1154.y, fma(_1416.x, _1154.x, _427[_1417]))));
                uint _546 = _472[_1417]._m0.x + _1413;
                float2 _1190 = float2(as_type<half2>(_541._m0[_546].x));
                float2 _1193 = float2(as_type<half2>(_541._m0[_546].y));
                _429[_1417] = fma(_1416.w, _1193.y, fma(_1416.z, _1193.x, fma(_1416.y, _1190.y, fma(_1416.x, _1190.x, _429[_1417]))));
                _1417++;
                continue;
            }
        }
    }
    float _645[_642];
    if (_567)
    {
        uint _1387;
        _1387 = 0u;
        uint _588;
        for (; _1387 < _409; _1387 = _588)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1406;
            _1406 = _1387;
            for (;;)
            {
                _588 = _1387 + 8u;
                if (_1406 < min(_588, _409))
                {
                    _594[((_1406 - _1387) * _79) + gl_LocalInvocationID.x] = _427[_1406];
                    _1406++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _613 = ((gl_LocalInvocationID.x + _79) - (_1387 % _79)) % _79;
            if (_613 < min(8u, (_409 - _1387)))
            {
                float _1410;
                _1410 = 0.0;
                for (uint _1408 = 0u; _1408 < _79; )
                {
                    _1410 += _594[(_613 * _79) + _1408];
                    _1408++;
                    continue;
                }
                _645[_1387 / _79] = _1410;
            }
        }
    }
    else
    {
        for (uint _1379 = 0u; _1379 < _409; _1379++)
        {
            float _665 = _427[_1379];
            float _1382;
            do
            {
                float _1238 = simd_sum(_665);
                if (_69)
                {
                    _1382 = _1238;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1242 = simd_is_first();
                if (_1242)
                {
                    _82[gl_SubgroupID] = _1238;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1381;
                _1381 = _82[0];
                for (uint _1380 = 1u; _1380 < gl_NumSubgroups; )
                {
                    _1381 += _82[_1380];
                    _1380++;
                    continue;
                }
                _1382 = _1381;
                break;
            } while(false);
            if ((_1379 % _79) == gl_LocalInvocationID.x)
            {
                _645[_1379 / _79] = _1382;
            }
        }
    }
    float _747[_642];
    if (_679)
    {
        uint _1396;
        _1396 = 0u;
        uint _699;
        for (; _1396 < _409; _1396 = _699)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1400;
            _1400 = _1396;
            for (;;)
            {
                _699 = _1396 + 8u;
                if (_1400 < min(_699, _409))
                {
                    _594[((_1400 - _1396) * _79) + gl_LocalInvocationID.x] = _429[_1400];
                    _1400++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _720 = ((gl_LocalInvocationID.x + _79) - (_1396 % _79)) % _79;
            if (_720 < min(8u, (_409 - _1396)))
            {
                float _1404;
                _1404 = 0.0;
                for (uint _1402 = 0u; _1402 < _79; )
                {
                    _1404 += _594[(_720 * _79) + _1402];
                    _1402++;
                    continue;
                }
                _747[_1396 / _79] = _1404;
            }
        }
    }
    else
    {
        for (uint _1388 = 0u; _1388 < _409; _1388++)
        {
            float _767 = _429[_1388];
            float _1391;
            do
            {
                float _1288 = simd_sum(_767);
                if (_69)
                {
                    _1391 = _1288;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1292 = simd_is_first();
                if (_1292)
                {
                    _82[gl_SubgroupID] = _1288;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1390;
                _1390 = _82[0];
                for (uint _1389 = 1u; _1389 < gl_NumSubgroups; )
                {
                    _1390 += _82[_1389];
                    _1389++;
                    continue;
                }
                _1391 = _1390;
                break;
            } while(false);
            if ((_1388 % _79) == gl_LocalInvocationID.x)
            {
                _747[_1388 / _79] = _1391;
            }
        }
    }
    for (uint _1397 = 0u; _1397 < _642; _1397++)
    {
        uint _793 = (_1397 * _79) + gl_LocalInvocationID.x;
        uint _797 = _410 + _793;
        bool _799 = _793 < _409;
        bool _806;
        if (_799)
        {
            _806 = _797 < _123._m3;
        }
        else
        {
            _806 = _799;
        }
        if (_806)
        {
            _812._m0[(gl_WorkGroupID.y * _123._m3) + _797] = (_645[_1397] / (1.0 + exp(fma((0.0447149984538555145263671875 * _645[_1397]) * _645[_1397], _645[_1397], _645[_1397]) * (-1.5957691669464111328125)))) * _747[_1397];
        }
    }
}

